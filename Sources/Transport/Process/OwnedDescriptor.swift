import CSpawn
package import Foundation
import Synchronization

/// A file descriptor that is closed with its last reference, and in every child process but those it is given to.
package final class OwnedDescriptor: Sendable {
    private let number: Mutex<Int32?>

    /// Takes over an open descriptor, which is marked close-on-exec.
    package init(_ number: Int32) {
        self.number = Mutex(number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        close()
    }

    /// The number, `nil` once closed.
    package var rawValue: Int32? { number.withLock(\.self) }

    /// Closes the descriptor now. A second call does nothing.
    package func close() {
        let open = number.withLock { number in
            defer { number = nil }
            return number
        }
        if let open { _ = Glibc.close(open) }
    }

    /// Makes a pipe.
    ///
    /// - Returns: Its two ends, both close-on-exec from the start.
    /// - Throws: ``TransportError`` when there are no descriptors left.
    package static func pipe() throws(TransportError) -> (read: OwnedDescriptor, write: OwnedDescriptor) {
        var ends: [Int32] = [-1, -1]
        guard unsafe endstate_pipe_close_on_exec(&ends, O_CLOEXEC) == 0 else {
            throw TransportError(.system, message: "no pipe can be made", native: NativeCode(errno: errno))
        }
        return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
    }

    /// Opens a file for writing, emptied.
    static func creating(_ path: String) throws(TransportError) -> OwnedDescriptor {
        try opening(path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    /// Opens the null device, for reading and writing.
    static func null() throws(TransportError) -> OwnedDescriptor {
        try opening("/dev/null", O_RDWR)
    }

    private static func opening(_ path: String, _ flags: Int32) throws(TransportError) -> OwnedDescriptor {
        let number = unsafe open(path, flags | Int32(O_CLOEXEC), 0o644)
        guard number >= 0 else {
            throw TransportError(.system, message: "\(path) cannot be opened", native: NativeCode(errno: errno))
        }
        return OwnedDescriptor(number)
    }

    /// Reads what is there, waiting for at least one byte; `nil` at the end or when closed.
    ///
    /// The calling thread blocks.
    package func read(atMost limit: Int) -> Data? {
        guard let number = rawValue else { return nil }
        var buffer = [UInt8](repeating: 0, count: limit)
        while true {
            let count = unsafe Glibc.read(number, &buffer, limit)
            if count > 0 { return Data(buffer[..<count]) }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    /// Writes all of it, blocking the calling thread; stops when the reader is gone.
    package func write(_ data: Data) {
        guard let number = rawValue else { return }
        var offset = 0
        while offset < data.count {
            let count = unsafe data.withUnsafeBytes { bytes in
                unsafe Glibc.write(number, bytes.baseAddress.map { unsafe $0 + offset }, data.count - offset)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }
}
