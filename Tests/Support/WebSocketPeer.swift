package import Foundation

/// The server's end of a websocket in a test: frames as they are, whole messages where that will do. It blocks.
package final class WebSocketPeer: @unchecked Sendable {
    /// A frame as it came.
    package struct Frame: Sendable {
        /// Whether it ends its message.
        package var isFinal: Bool
        /// 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong.
        package var opcode: UInt8
        /// What it carries, unmasked.
        package var payload: Data

        /// Makes a frame.
        package init(isFinal: Bool, opcode: UInt8, payload: Data) {
            self.isFinal = isFinal
            self.opcode = opcode
            self.payload = payload
        }
    }

    private let socket: RawSocket
    private var buffer = Data()

    private init(_ socket: RawSocket) {
        self.socket = socket
    }

    /// The response that takes a request over as a websocket.
    ///
    /// - Parameters:
    ///   - request: The handshake.
    ///   - body: The conversation; the connection is closed when it returns.
    /// - Returns: The response.
    package static func accept(
        _ request: FixtureRequest,
        _ body: @escaping @Sendable (WebSocketPeer) -> Void
    ) -> FixtureResponse {
        let key = (request.header("Sec-WebSocket-Key") ?? "") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        let head = Data(
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: \(sha1(Data(key.utf8)).base64EncodedString())\r
            \r

            """.utf8)
        return FixtureResponse(steps: [.send(head), .handOver { body(WebSocketPeer($0)) }])
    }

    /// Reads a frame; `nil` at the end of the connection.
    package func frame() -> Frame? {
        guard let head = take(2) else { return nil }
        var length = Int(head[1] & 0x7f)
        if length > 125 {
            guard let bytes = take(length == 126 ? 2 : 8) else { return nil }
            length = bytes.reduce(0) { $0 << 8 | Int($1) }
        }
        let isMasked = head[1] & 0x80 != 0
        guard let mask = take(isMasked ? 4 : 0), var payload = take(length) else { return nil }
        if isMasked {
            payload = unmasked(payload, [UInt8](mask))
        }
        return Frame(isFinal: head[0] & 0x80 != 0, opcode: head[0] & 0x0f, payload: payload)
    }

    /// Reads a text message, which must be one frame; `nil` at the end of the conversation.
    package func message() -> Data? {
        while let frame = frame() {
            if frame.opcode == 8 { return nil }
            if frame.opcode == 1 && frame.isFinal { return frame.payload }
        }
        return nil
    }

    /// Sends a frame.
    ///
    /// - Returns: Whether the peer still takes it.
    @discardableResult
    package func send(_ frame: Frame) -> Bool {
        var head = Data([(frame.isFinal ? 0x80 : 0) | frame.opcode])
        switch frame.payload.count {
        case ..<126: head.append(UInt8(frame.payload.count))
        case ..<65536:
            head.append(126)
            head.append(contentsOf: [8, 0].map { UInt8(truncatingIfNeeded: frame.payload.count >> $0) })
        default:
            head.append(127)
            head.append(
                contentsOf: stride(from: 56, through: 0, by: -8).map {
                    UInt8(truncatingIfNeeded: frame.payload.count >> $0)
                })
        }
        return socket.write(head + frame.payload)
    }

    /// Sends bytes that need not be a frame.
    package func send(raw bytes: Data) {
        socket.write(bytes)
    }

    /// Sends a text message in one frame.
    @discardableResult
    package func send(_ message: Data) -> Bool {
        send(Frame(isFinal: true, opcode: 1, payload: message))
    }

    /// Sends a close frame and waits for the answer.
    package func close(code: UInt16, reason: String) {
        let payload = Data([UInt8(code >> 8), UInt8(code & 0xff)]) + Data(reason.utf8)
        send(Frame(isFinal: true, opcode: 8, payload: payload))
        while let frame = frame(), frame.opcode != 8 {}
    }

    /// Breaks the connection without a word.
    package func breakOff() {
        socket.reset()
    }

    /// Eight bytes at a time: tests are built without optimization, and messages may be large.
    private func unmasked(_ payload: Data, _ mask: [UInt8]) -> Data {
        var payload = payload
        let pattern = mask.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let word = UInt64(littleEndian: pattern << 32 | pattern)
        let whole = payload.count / 8
        unsafe payload.withUnsafeMutableBytes { bytes in
            for index in 0..<whole {
                let value = unsafe bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) ^ word
                unsafe bytes.storeBytes(of: value, toByteOffset: index * 8, as: UInt64.self)
            }
            for index in (whole * 8)..<bytes.count { unsafe bytes[index] ^= mask[index & 3] }
        }
        return payload
    }

    private func take(_ count: Int) -> Data? {
        while buffer.count < count {
            guard let more = socket.read(atMost: 1 << 20) else { return nil }
            buffer.append(more)
        }
        let taken = Data(buffer.prefix(count))
        buffer = buffer.count == count ? Data() : Data(buffer.dropFirst(count))
        return taken
    }
}
