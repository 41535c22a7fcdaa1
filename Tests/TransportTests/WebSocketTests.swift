import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct WebSocketTests {
    private let client: WebSocketClient
    private let deadline = ContinuousClock.Instant.unhurried

    init() throws {
        client = try WebSocketClient()
    }

    /// A server that talks websocket, and a client's socket with what it delivers.
    private func connect(
        maximumMessageSize: Int = 100 << 20,
        closeTimeout: Duration = .seconds(3600),
        _ body: @escaping @Sendable (WebSocketPeer) -> Void
    ) async throws -> (server: FixtureServer, socket: WebSocket, events: AsyncStream<MessageTransportEvent>) {
        let server = try FixtureServer { WebSocketPeer.accept($0, body) }
        let socket = try await client.connect(
            to: "ws://127.0.0.1:\(server.port)/socket?x=1", headers: [("X-Test", "1")], deadline: deadline,
            maximumMessageSize: maximumMessageSize, closeTimeout: closeTimeout)
        let (events, continuation) = AsyncStream.makeStream(of: MessageTransportEvent.self)
        socket.start { event in
            continuation.yield(event)
            if case .closed = event { continuation.finish() }
        }
        return (server, socket, events)
    }

    private func messages(_ events: AsyncStream<MessageTransportEvent>) async -> [Data] {
        await events.reduce(into: []) { messages, event in
            if case .message(let data) = event { messages.append(data) }
        }
    }

    private func closure(_ events: AsyncStream<MessageTransportEvent>) async -> TransportError? {
        for await event in events {
            if case .closed(let error) = event { return error }
        }
        return nil
    }

    // MARK: Messages

    @Test("The handshake names no origin, and carries the headers it is given")
    func handshake() async throws {
        let (server, socket, events) = try await connect { _ = $0.message() }
        let request = try #require(server.requests.first)
        #expect(request.target == "/socket?x=1")
        #expect(request.header("Origin") == nil)
        #expect(request.header("Host") == "127.0.0.1:\(server.port)")
        #expect(request.header("X-Test") == "1")
        socket.close()
        #expect(await closure(events)?.code == .closed)
    }

    @Test(
        "Messages of any size arrive whole and in order, both ways",
        arguments: [[0, 1, 125, 126, 127], [65535, 65536, 300_000], [10_000_000, 3], [100 << 20]])
    func sizes(sizes: [Int]) async throws {
        let (_, socket, events) = try await connect { peer in
            for _ in sizes {
                guard let message = peer.message() else { return }
                peer.send(message)
            }
            peer.close(code: 1000, reason: "")
        }
        var pattern = Data("abcdefghijklm".utf8)
        while let largest = sizes.max(), pattern.count < largest { pattern += pattern }
        let sent = sizes.map { pattern.prefix($0) }
        for message in sent { socket.send(message) }
        let received = await messages(events)
        #expect(received.map(\.count) == sizes)
        #expect(received == sent)
    }

    @Test("Fragments become one message, with what comes between them left alone")
    func fragments() async throws {
        let (_, _, events) = try await connect { peer in
            peer.send(.init(isFinal: false, opcode: 1, payload: Data("one ".utf8)))
            peer.send(.init(isFinal: true, opcode: 9, payload: Data("ping".utf8)))
            peer.send(.init(isFinal: false, opcode: 0, payload: Data("two ".utf8)))
            peer.send(.init(isFinal: true, opcode: 0, payload: Data("three".utf8)))
            peer.send(Data("next".utf8))
            peer.close(code: 1000, reason: "")
        }
        #expect(await messages(events) == [Data("one two three".utf8), Data("next".utf8)])
    }

    @Test("What arrives before anyone listens is kept")
    func backlog() async throws {
        let server = try FixtureServer { request in
            WebSocketPeer.accept(request) { peer in
                for number in 0..<3 { peer.send(Data("\(number)".utf8)) }
                peer.close(code: 1000, reason: "")
            }
        }
        let socket = try await client.connect(to: "ws://127.0.0.1:\(server.port)", deadline: deadline)
        let closed = try await client.connect(to: "ws://127.0.0.1:\(server.port)", deadline: deadline)
        let recorder = Recorder<Data>()
        try await called { done in
            // The second conversation is over before the first one is listened to.
            closed.start { event in
                if case .closed = event { done(()) }
            }
        }
        try await called { done in
            socket.start { event in
                switch event {
                case .message(let data): recorder.append(data)
                case .closed: done(())
                }
            }
        }
        #expect(recorder.values.map { String(decoding: $0, as: UTF8.self) } == ["0", "1", "2"])
    }

    @Test("A message over the limit closes the connection, and says which limit")
    func limit() async throws {
        let (_, _, events) = try await connect(maximumMessageSize: 1000) { peer in
            peer.send(Data(repeating: 0x61, count: 1000))
            peer.send(Data(repeating: 0x61, count: 1001))
            _ = peer.message()
        }
        var count = 0
        for await event in events {
            switch event {
            case .message(let data): count += data.count
            case .closed(let error):
                #expect(error.code == .bodyTooLarge)
                #expect(error.message.contains("1000 bytes"))
            }
        }
        #expect(count == 1000)
    }

    @Test("What the end of a connection queues on the loop runs at once, though nothing else happens there")
    func queuedAtTheEnd() async throws {
        let server = try FixtureServer { request in
            WebSocketPeer.accept(request) { peer in
                peer.send(Data(repeating: 0x61, count: 1001))
                _ = peer.message()
            }
        }
        let loop = client.loop
        // Given up with a timeout of the library's own, which comes before its wait. No timer of the loop ends that wait
        // before this test's time limit.
        let socket = try await client.connect(
            to: "ws://127.0.0.1:\(server.port)", deadline: deadline, maximumMessageSize: 1000)
        try await called { done in
            socket.start { event in
                if case .closed = event { loop.execute { done(()) } }
            }
        }
    }

    @Test(
        "A peer that talks nonsense closes the connection",
        arguments: [
            // A reserved opcode, reserved bits, a continuation of nothing, a long control frame, a length of 2^63.
            [0x83, 0x01, 0x61], [0xf1, 0x01, 0x61], [0x80, 0x01, 0x61], [0x89, 0x7e, 0x01, 0x00],
            [0x81, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] + Array(repeating: 0x61, count: 300_000),
            Array(repeating: 0xff, count: 300),
        ] as [[UInt8]])
    func nonsense(bytes: [UInt8]) async throws {
        let (_, _, events) = try await connect { peer in
            peer.send(raw: Data(bytes))
            while let frame = peer.frame(), frame.opcode != 8 {}
        }
        #expect(await closure(events) != nil)
    }

    // MARK: Ends

    @Test("The peer's reason for closing is told")
    func reason() async throws {
        let (_, _, events) = try await connect { $0.close(code: 1001, reason: "going home") }
        #expect(await closure(events)?.message == "the peer closed the connection with code 1001: going home")
    }

    @Test("A peer that breaks off closes the connection")
    func broken() async throws {
        let (_, socket, events) = try await connect { $0.breakOff() }
        #expect(await closure(events)?.code == .closed)
        socket.send(Data("into the void".utf8))
        socket.close()
    }

    @Test("Closing sends what was given before")
    func closeWhileSending() async throws {
        let gate = Gate()
        let received = Recorder<Int>()
        let (_, socket, events) = try await connect { peer in
            gate.wait()
            while let message = peer.message() { received.append(message.count) }
        }
        // More than the socket's buffers take, so that most of it waits here.
        for _ in 0..<10 { socket.send(Data(repeating: 0x61, count: 1_000_000)) }
        socket.close()
        socket.send(Data("too late".utf8))
        gate.open()
        #expect(await closure(events)?.message == "the connection was closed")
        #expect(received.values == Array(repeating: 1_000_000, count: 10))
    }

    @Test("A peer that reads nothing does not keep the socket open")
    func deaf() async throws {
        let gate = Gate()
        defer { gate.open() }
        let (_, socket, events) = try await connect(closeTimeout: .milliseconds(50)) { _ in gate.wait() }
        for _ in 0..<5 { socket.send(Data(repeating: 0x61, count: 4_000_000)) }
        socket.close()
        #expect(await closure(events)?.code == .closed)
    }

    @Test("Two hundred sockets come and go")
    func many() async throws {
        let server = try FixtureServer { request in
            WebSocketPeer.accept(request) { peer in
                while let message = peer.message() { peer.send(message) }
            }
        }
        let url = "ws://127.0.0.1:\(server.port)/"
        for _ in 0..<20 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        let socket = try await client.connect(to: url, deadline: deadline)
                        let (events, continuation) = AsyncStream.makeStream(of: MessageTransportEvent.self)
                        socket.start { continuation.yield($0) }
                        socket.send(Data("\(number)".utf8))
                        for await case .message(let data) in events {
                            #expect(data == Data("\(number)".utf8))
                            break
                        }
                        socket.close()
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(server.connectionCount == 200)
    }
}
