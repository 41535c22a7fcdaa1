internal import Foundation

/// The scenario files in a folder, however deep, links followed.
///
/// Every folder is read once and every file is there once, so that a link to a folder above ends nowhere; what can be had
/// without a link is called by that name.
struct ScenarioTree {
    /// The files, sorted by their paths.
    private(set) var files: [String] = []
    /// Folders that cannot be read, sorted by their paths.
    private(set) var unreadable: [String] = []

    private var readFolders: Set<String> = []
    private var links: [String] = []
    private var targets: Set<String> = []

    /// Reads a folder.
    ///
    /// - Parameter folder: The folder, or a link to it.
    init(_ folder: String) {
        read(folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder)
        while !links.isEmpty {
            let waiting = links.sorted()
            links = []
            for link in waiting { take(link) }
        }
        files.sort()
        unreadable.sort()
    }

    private mutating func read(_ folder: String) {
        guard readFolders.insert(FileKind.target(of: folder)).inserted else { return }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return unreadable.append(folder)
        }
        // Hidden files and folders are somebody else's: .git, .github, an editor's backups.
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil {
                links.append(path)
            } else {
                take(path)
            }
        }
    }

    private mutating func take(_ path: String) {
        switch FileKind(path: path) {
        case .folder: read(path)
        case .file, .other, .missing:
            guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return }
            if targets.insert(FileKind.target(of: path)).inserted { files.append(path) }
        }
    }
}
