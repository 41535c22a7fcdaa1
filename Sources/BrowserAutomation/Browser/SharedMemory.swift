import Foundation

/// The memory file system that Chromium's processes share pictures and data through.
package enum SharedMemory {
    /// Where it is mounted.
    package static let path = "/dev/shm"
    /// Below this many bytes renderers crash on large pages; a container often has 64 MiB.
    package static let enough: Int64 = 256 << 20

    /// How many bytes are free there; nil where there is no such place.
    package static var free: Int64? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    }

    /// Whether Chromium should use files in the temporary directory instead. Measured, not guessed.
    package static var isScarce: Bool { free.map { $0 < enough } ?? false }
}
