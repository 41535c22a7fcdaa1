import Foundation
import SystemPackage

/// The mark of a journal that somebody is writing: a lock that the system takes away with the process, however it ends
/// (flock(2)).
enum JournalLock {
    /// Takes the lock for as long as the file stays open. A file system that knows no locks is written to all the same.
    static func take(_ file: FileDescriptor) { _ = flock(file.rawValue, LOCK_EX | LOCK_NB) }

    /// Whether somebody holds the lock of a journal.
    static func isHeld(_ path: String) -> Bool {
        guard let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec) else {
            return false
        }
        defer { try? file.close() }
        return flock(file.rawValue, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
