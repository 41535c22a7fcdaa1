import CLibWebSockets
package import Foundation

/// An open websocket. Its executor is the thread of the ``WebSocketClient`` that made it.
@safe
package actor WebSocket: MessageTransport, LoopActor {
    private enum State {
        case idle
        case connecting(OneShot<Void, TransportError>)
        case open
        case closing
        case closeSent
        /// Given up from this side; what still arrives is ignored until the handle is gone.
        case broken
        case closed
    }

    package nonisolated let loop: EventLoop

    private let client: WebSocketClient
    private let address: WebSocketAddress
    private let proxy: WebSocketProxy?
    private let headers: [(name: String, value: String)]
    private let maximumMessageSize: Int
    private let closeTimeout: Duration

    private var state = State.idle
    private var handle: OpaquePointer?
    private var handler: (@Sendable (MessageTransportEvent) -> Void)?
    private var backlog: [MessageTransportEvent] = []
    private var outgoing: [Data] = []
    private var incoming = Data()
    private var writeBuffer: [UInt8] = []
    private var failure: TransportError?

    init(
        client: WebSocketClient,
        address: WebSocketAddress,
        proxy: WebSocketProxy?,
        headers: [(name: String, value: String)],
        maximumMessageSize: Int,
        closeTimeout: Duration
    ) {
        self.client = client
        loop = client.loop
        self.address = address
        self.proxy = proxy
        self.headers = headers
        self.maximumMessageSize = maximumMessageSize
        self.closeTimeout = closeTimeout
    }

    // MARK: MessageTransport

    package nonisolated func start(_ handler: @escaping @Sendable (MessageTransportEvent) -> Void) {
        loop.run { self.assumeIsolated { $0.deliver(to: handler) } }
    }

    package nonisolated func send(_ message: Data) {
        loop.run { self.assumeIsolated { $0.write(message) } }
    }

    package nonisolated func close() {
        loop.run { self.assumeIsolated { $0.beginClose() } }
    }

    private func deliver(to handler: @escaping @Sendable (MessageTransportEvent) -> Void) {
        self.handler = handler
        let events = backlog
        backlog = []
        for event in events { handler(event) }
    }

    private func emit(_ event: MessageTransportEvent) {
        guard let handler else { return backlog.append(event) }
        handler(event)
        if case .closed = event { self.handler = nil }
    }
}

// MARK: - Connecting

extension WebSocket {
    /// Connects to one numeric address: the peer's, or the proxy's where there is one.
    func connect(to numericAddress: String, deadline: ContinuousClock.Instant) async throws(TransportError) {
        let connected = OneShot<Void, TransportError>()
        state = .connecting(connected)
        let timer = loop.schedule(at: deadline) { [address] in
            connected.resolve(
                .failure(TransportError(.timedOut, host: address.hostAndPort, message: "no answer in time")))
        }
        defer { timer.cancel() }
        openHandle(numericAddress)
        do throws(TransportError) {
            try await connected.value(
                ifCancelled: TransportError(.cancelled, host: address.hostAndPort, message: "cancelled"))
        } catch {
            state = .closed
            kill()
            throw error
        }
    }

    private func openHandle(_ numericAddress: String) {
        let driver = client.driver
        let number = driver.register(self)
        let opened = unsafe driver.open(address, at: numericAddress, through: proxy, number: number)
        if unsafe opened == nil {
            driver.forget(number)
            fail(TransportError(.connectionFailed, host: address.hostAndPort, message: "the connection failed"))
        } else if case .connecting = state {
            unsafe handle = opened
        }
    }

    private func fail(_ error: TransportError) {
        guard case .connecting(let connected) = state else { return }
        state = .closed
        connected.resolve(.failure(error))
    }

    /// Ends the handle without a closing handshake.
    private func kill() {
        if let handle = unsafe handle {
            unsafe lws_set_timeout(handle, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC)
        }
    }
}

// MARK: - Callbacks

extension WebSocket {
    /// Handles one callback.
    ///
    /// - Returns: 0 to go on, -1 to close the handle.
    func handle(_ callback: WebSocketCallback) -> Int32 {
        let wsi = unsafe callback.handle
        let data = unsafe callback.data
        switch callback.reason {
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            let text = unsafe String(decoding: data, as: UTF8.self)
            fail(.connecting(to: address, through: proxy, libraryText: text))
        case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER: return unsafe appendHeaders(wsi, data)
        case LWS_CALLBACK_CLIENT_ESTABLISHED:
            guard case .connecting(let connected) = state else { return -1 }
            unsafe handle = wsi
            state = .open
            if !connected.resolve(.success(())) { return -1 }
        case LWS_CALLBACK_CLIENT_RECEIVE: return unsafe receive(wsi, data)
        case LWS_CALLBACK_CLIENT_WRITEABLE: return unsafe writable(wsi)
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: unsafe peerCloses(Data(data))
        case LWS_CALLBACK_CLIENT_CLOSED, LWS_CALLBACK_WSI_DESTROY: ended()
        default: break
        }
        return 0
    }

    private func appendHeaders(_ wsi: OpaquePointer, _ data: UnsafeMutableRawBufferPointer) -> Int32 {
        // The library passes a cursor into its buffer, and the room left.
        guard let start = data.baseAddress else { return 0 }
        let cursor = unsafe start.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self)
        guard let first = unsafe cursor.pointee else { return 0 }
        let end = unsafe first + data.count
        for (name, value) in headers {
            let status = unsafe (name + ":").withCString { name in
                unsafe value.withCString { text in
                    unsafe lws_add_http_header_by_name(
                        wsi, UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self),
                        UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), Int32(value.utf8.count), cursor, end
                    )
                }
            }
            if status != 0 { return -1 }
        }
        return 0
    }

    private func receive(_ wsi: OpaquePointer, _ data: UnsafeMutableRawBufferPointer) -> Int32 {
        if case .broken = state { return 0 }
        // What a frame announces counts before it has come: its length is the peer's word.
        let announced = unsafe Int(clamping: lws_remaining_packet_payload(wsi))
        let isWhole = unsafe lws_is_final_fragment(wsi) != 0 && announced == 0
        if announced > maximumMessageSize - incoming.count - data.count {
            failure = TransportError(
                .bodyTooLarge, host: address.hostAndPort,
                message: "a message is larger than \(maximumMessageSize) bytes; the connection was closed")
            state = .broken
            incoming = Data()
            kill()
            // Not -1, which would begin a closing handshake: libwebsockets 4.1 then goes on to write the frame's rest
            // behind the end of its buffer, which it empties only after a 0.
            return 0
        }
        if isWhole && incoming.isEmpty {
            unsafe emit(.message(Data(data)))
            return 0
        }
        if incoming.isEmpty { incoming.reserveCapacity(data.count + announced) }
        unsafe incoming.append(contentsOf: data)
        if isWhole {
            let message = incoming
            incoming = Data()
            emit(.message(message))
        }
        return 0
    }

    private func peerCloses(_ payload: Data) {
        guard failure == nil else { return }
        var text = "the peer closed the connection"
        if payload.count >= 2 {
            let code = WebSocketCloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
            text += " with code \(code.rawValue)"
            let reason = String(decoding: payload.dropFirst(2), as: UTF8.self)
            if !reason.isEmpty { text += ": \(reason)" }
        }
        failure = TransportError(.closed, host: address.hostAndPort, message: text)
    }

    private func ended() {
        unsafe handle = nil
        outgoing = []
        if case .connecting = state {
            return fail(.connecting(to: address, through: proxy, libraryText: ""))
        }
        if case .closed = state { return }
        let message =
            switch state {
            case .closing, .closeSent: "the connection was closed"
            default: "the peer broke the connection"
            }
        state = .closed
        emit(.closed(failure ?? TransportError(.closed, host: address.hostAndPort, message: message)))
    }
}

// MARK: - Sending and closing

extension WebSocket {
    private func write(_ message: Data) {
        guard case .open = state, let handle = unsafe handle else { return }
        let isFree = unsafe outgoing.isEmpty && lws_send_pipe_choked(handle) == 0
        if isFree {
            if unsafe !writeNow(message, handle) { breakOff() }
        } else {
            outgoing.append(message)
            unsafe lws_callback_on_writable(handle)
        }
    }

    /// Hands a whole message to the library, which keeps what the socket does not take: Chromium refuses fragments.
    private func writeNow(_ message: Data, _ wsi: OpaquePointer) -> Bool {
        let room = Int(endstate_lws_pre)
        if writeBuffer.count < room + message.count {
            writeBuffer = [UInt8](repeating: 0, count: room + message.count)
        }
        let written = unsafe writeBuffer.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let start = buffer.baseAddress else { return -1 }
            unsafe message.copyBytes(to: start + room, count: message.count)
            return unsafe lws_write(wsi, start + room, message.count, LWS_WRITE_TEXT)
        }
        if writeBuffer.count > 1 << 20 { writeBuffer = [] }
        return written >= 0
    }

    private func writable(_ wsi: OpaquePointer) -> Int32 {
        if !outgoing.isEmpty {
            let message = outgoing.removeFirst()
            guard unsafe writeNow(message, wsi) else { return -1 }
            unsafe lws_callback_on_writable(wsi)
            return 0
        }
        // Closing is returned once: a second time would end the connection before the peer has answered.
        guard case .closing = state else { return 0 }
        state = .closeSent
        unsafe lws_close_reason(wsi, LWS_CLOSE_STATUS_NORMAL, nil, 0)
        return -1
    }

    private func breakOff() {
        failure = TransportError(.closed, host: address.hostAndPort, message: "the connection broke while sending")
        state = .broken
        kill()
    }

    private func beginClose() {
        guard case .open = state, let handle = unsafe handle else { return }
        state = .closing
        unsafe lws_callback_on_writable(handle)
        // A peer that never answers the closing handshake must not keep the socket.
        loop.schedule(at: .now + closeTimeout) { [weak self] in
            self?.assumeIsolated { $0.kill() }
        }
    }
}
