internal import Foundation

/// What is at a path.
enum FileKind {
    case missing, file, folder
    /// A pipe, a device: reading it might never end.
    case other

    init(path: String) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: Self.target(of: path))
        switch attributes?[.type] as? FileAttributeType {
        case nil: self = .missing
        case .typeDirectory?: self = .folder
        case .typeRegular?: self = .file
        default: self = .other
        }
    }

    /// Where a path leads, links followed: the same for two paths to one file.
    static func target(of path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// The bytes of a file, or of its beginning when it is larger than anything that is read here.
    static func contents(of path: String) -> Data? {
        guard FileKind(path: path) == .file, let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        return try? handle.read(upToCount: SourceText.maximumSize + 1) ?? Data()
    }
}
