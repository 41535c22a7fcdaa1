package import Foundation
import SystemPackage

/// What stands at a path and is no regular file: a device, a pipe, a link. It is written into as it stands.
///
/// Nothing may take its place or remove it: `/dev/null` is everybody's, and a link is there because its owner wants
/// what it leads to.
package final class OutsideFile: Sendable {
    private let descriptor: FileDescriptor

    /// Opens what stands at a path.
    ///
    /// `nil` for a regular file, and where nothing is: those are the caller's to make and to replace.
    ///
    /// - Parameter path: The path; a link is followed, also to a file that is not there yet.
    /// - Throws: `Errno`; for a folder, too.
    package init?(_ path: String) throws {
        guard Self.stands(at: path) else { return nil }
        descriptor = try Self.open(FilePath(path))
    }

    deinit { try? descriptor.close() }

    /// Whether something other than a regular file is at a path; links are not followed (lstat(2)).
    ///
    /// - Parameter path: The path.
    /// - Returns: False for a regular file, and where nothing is.
    package static func stands(at path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let type = attributes?[.type] as? FileAttributeType else { return false }
        return type != .typeRegular
    }

    /// Writes at the end of it.
    ///
    /// - Parameter data: The bytes.
    /// - Throws: `Errno`.
    package func write(_ data: Data) throws { _ = try descriptor.writeAll(data) }

    /// At its end, because standard output may be the same file, opened once more.
    private static func open(_ path: FilePath) throws -> FileDescriptor {
        do {
            return try FileDescriptor.open(path, .writeOnly, options: [.truncate, .append, .closeOnExec])
        } catch Errno.noSuchFileOrDirectory {
            return try FileDescriptor.open(
                path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: .ownerReadWrite)
        }
    }
}
