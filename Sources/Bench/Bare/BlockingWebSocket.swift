import Foundation
import TestSupport

/// A websocket by hand over a blocking socket, with nothing between the caller and the wire: no thread, no queue, no
/// parser. What is measured against it pays for everything that it adds.
final class BlockingWebSocket {
    private let socket: RawSocket
    private var buffer = Data()

    /// As much as the answer of a small command needs; larger ones take several reads.
    private static let readSize = 16 << 10

    /// Connects and shakes hands (RFC 6455, section 4.1).
    ///
    /// - Parameter url: `ws://127.0.0.1:PORT/…`, as Chromium announces it.
    /// - Throws: ``BenchError``, or `POSIXError` when nothing listens.
    init(url: String) throws {
        guard let address = URLComponents(string: url), let port = address.port else {
            throw BenchError("\(url) is no address of a browser")
        }
        socket = try RawSocket.connect(port: UInt16(port))
        socket.write(
            Data(
                """
                GET \(address.path) HTTP/1.1\r
                Host: 127.0.0.1:\(port)\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: ZW5kc3RhdGUtYmVuY2gtMQ==\r
                Sec-WebSocket-Version: 13\r
                \r

                """.utf8))
        while true {
            guard let more = socket.read(atMost: Self.readSize) else { throw BenchError("no websocket at \(url)") }
            buffer.append(more)
            if let end = buffer.firstRange(of: Data("\r\n\r\n".utf8)) {
                guard buffer.starts(with: Data("HTTP/1.1 101".utf8)) else { throw BenchError("no websocket at \(url)") }
                buffer = Data(buffer[end.upperBound...])
                return
            }
        }
    }

    /// Sends a text message as one frame. A client has to mask; a mask of zeros leaves the text as it is.
    func send(_ text: String) {
        let text = text.utf8
        var frame = Data(capacity: text.count + 14)
        frame.append(0x81)
        if text.count < 126 {
            frame.append(0x80 | UInt8(text.count))
        } else if text.count < 65536 {
            frame.append(0x80 | 126)
            frame.append(contentsOf: [UInt8(text.count >> 8), UInt8(text.count & 0xff)])
        } else {
            frame.append(0x80 | 127)
            frame.append(contentsOf: (0..<8).reversed().map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) })
        }
        frame.append(contentsOf: [0, 0, 0, 0])
        frame.append(contentsOf: text)
        socket.write(frame)
    }

    /// Waits for the next message, which Chromium sends as one frame; `nil` at the end of the connection.
    func receive() -> Data? {
        guard let head = take(2) else { return nil }
        var length = Int(head[1] & 0x7f)
        if length > 125 {
            guard let bytes = take(length == 126 ? 2 : 8) else { return nil }
            length = bytes.reduce(0) { $0 << 8 | Int($1) }
        }
        return take(length)
    }

    private func take(_ count: Int) -> Data? {
        while buffer.count < count {
            guard let more = socket.read(atMost: max(Self.readSize, count - buffer.count)) else { return nil }
            if buffer.isEmpty { buffer = more } else { buffer.append(more) }
        }
        let taken = Data(buffer.prefix(count))
        buffer = buffer.count == count ? Data() : Data(buffer.dropFirst(count))
        return taken
    }
}
