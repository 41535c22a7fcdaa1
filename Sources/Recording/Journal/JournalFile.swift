import Foundation
import SystemPackage

/// A file that lines are added to, and nothing else.
struct JournalFile: ~Copyable {
    private let descriptor: FileDescriptor
    /// How many bytes of whole lines it holds.
    private(set) var size: Int64 = 0

    /// Makes the file.
    ///
    /// - Parameter path: Where; it must not exist.
    /// - Throws: `Errno`.
    init(path: FilePath) throws {
        descriptor = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .append, .closeOnExec], permissions: .ownerReadWrite)
        JournalLock.take(descriptor)
    }

    /// Opens a file that is there.
    ///
    /// - Parameter path: Where.
    /// - Throws: `Errno`.
    init(appendingTo path: FilePath) throws {
        descriptor = try FileDescriptor.open(path, .writeOnly, options: [.append, .closeOnExec])
        size = (try? descriptor.seek(offset: 0, from: .end)) ?? 0
        JournalLock.take(descriptor)
    }

    deinit { try? descriptor.close() }

    /// Adds whole lines in one write. When the disk refuses part of it, none of it stays.
    ///
    /// - Parameter bytes: Lines, each with its newline.
    /// - Throws: `Errno`.
    mutating func append(_ bytes: Data) throws {
        do {
            try descriptor.writeAll(bytes)
            size += Int64(bytes.count)
        } catch {
            try? descriptor.resize(to: size)
            throw error
        }
    }

    /// Waits until everything is on the disk.
    ///
    /// - Throws: `Errno`.
    func synchronize() throws {
        // Files that cannot be synchronized (pipes, devices) answer EINVAL; there is nothing to wait for then.
        guard fsync(descriptor.rawValue) != 0, errno != EINVAL else { return }
        throw Errno(rawValue: errno)
    }
}
