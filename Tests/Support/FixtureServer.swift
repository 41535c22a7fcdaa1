import Foundation
import Synchronization
import Transport

/// A small HTTP/1.1 server on loopback for tests: a thread a connection, an answer a closure, all requests recorded.
///
/// It listens on 127.0.0.1 at a port of the system's choice; several servers are several origins. It serves until it is
/// told to stop, or to the end of the tests: a reference may go before the last use of its URL.
package final class FixtureServer: Sendable {
    /// Answers a request, on a thread of its own: it may block.
    package typealias Handler = @Sendable (FixtureRequest) -> FixtureResponse

    /// The port.
    package let port: UInt16
    /// `http://127.0.0.1:port`, or `http://[::1]:port`, without a slash at the end.
    package let origin: String

    private let core: FixtureServerCore

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - routes: Pages by path, tried before the handler.
    ///   - isIPv6: Whether it listens at ::1 instead of 127.0.0.1.
    ///   - handler: Answers what no route does; without one that is 404.
    /// - Throws: When no socket can be had.
    package init(
        routes: [String: FixtureResponse] = [:],
        isIPv6: Bool = false,
        handler: @escaping Handler = { .text("nothing at \($0.path)", status: 404) }
    ) throws {
        let (listener, port) = try RawSocket.listen(isIPv6: isIPv6)
        self.port = port
        origin = isIPv6 ? "http://[::1]:\(port)" : "http://127.0.0.1:\(port)"
        let core = FixtureServerCore(listener: listener, routes: routes, handler: handler)
        self.core = core
        try BlockingThread.start("fixture-server") { core.run() }
    }

    /// Starts a server of pages.
    ///
    /// - Parameter pages: HTML by path.
    /// - Throws: When no socket can be had.
    package convenience init(pages: [String: String]) throws {
        try self.init(routes: pages.mapValues { .html($0) })
    }

    /// The URL of a path on this server.
    package func url(_ path: String) -> String { origin + path }

    /// Everything received so far, in order of arrival.
    package var requests: [FixtureRequest] { core.requests.state }

    /// How many connections were made.
    package var connectionCount: Int { core.state.withLock(\.connectionCount) }

    /// Adds or replaces a route.
    package func route(_ path: String, _ response: FixtureResponse) {
        core.state.withLock { $0.routes[path] = response }
    }

    /// Waits until a request that matches has arrived.
    ///
    /// - Parameter matches: Which request.
    /// - Returns: The first that matches.
    /// - Throws: ``Unmet`` when the task is cancelled first.
    @discardableResult
    package func request(where matches: @escaping @Sendable (FixtureRequest) -> Bool) async throws -> FixtureRequest {
        try await core.requests.first { $0.first(where: matches) }
    }

    /// Stops listening and breaks the open connections.
    package func stop() {
        core.stop()
    }
}

/// The part of the server that its threads hold.
final class FixtureServerCore: Sendable {
    struct State {
        var routes: [String: FixtureResponse]
        var connections: [ObjectIdentifier: RawSocket] = [:]
        var connectionCount = 0
        var isStopped = false
    }

    let state: Mutex<State>
    let requests = Watched<[FixtureRequest]>([])
    private let listener: RawSocket
    private let handler: FixtureServer.Handler

    init(listener: RawSocket, routes: [String: FixtureResponse], handler: @escaping FixtureServer.Handler) {
        self.listener = listener
        self.handler = handler
        state = Mutex(State(routes: routes))
    }

    func run() {
        while let connection = listener.accept() {
            let isStopped = state.withLock { state in
                state.connectionCount += 1
                if !state.isStopped { state.connections[ObjectIdentifier(connection)] = connection }
                return state.isStopped
            }
            if isStopped { return }
            do {
                try BlockingThread.start("fixture-client") { self.serve(connection) }
            } catch {
                // The client hears of it, instead of waiting for an answer that nobody makes.
                end(connection)
            }
        }
    }

    func stop() {
        let connections = state.withLock { state in
            state.isStopped = true
            return Array(state.connections.values)
        }
        listener.close()
        for connection in connections { connection.close() }
    }

    private func serve(_ connection: RawSocket) {
        defer { end(connection) }
        var reader = FixtureRequestReader(connection)
        while let request = reader.next() {
            requests.change { $0.append(request) }
            let route = state.withLock { $0.routes[request.path] }
            let response = route ?? handler(request)
            guard perform(response, request, connection), response.keepsAlive else { return }
            if request.header("Connection")?.lowercased() == "close" { return }
        }
    }

    private func end(_ connection: RawSocket) {
        connection.close()
        state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
    }

    private func perform(_ response: FixtureResponse, _ request: FixtureRequest, _ connection: RawSocket) -> Bool {
        for (index, step) in response.steps.enumerated() {
            switch step {
            case .send(let data):
                // A response to HEAD has no body; the head is always the first thing sent.
                if request.method == "HEAD" && index > 0 { continue }
                guard connection.write(data) else { return false }
            case .sendRepeated(let data, let count):
                for _ in 0..<count where !connection.write(data) { return false }
            case .wait(let gate): gate.wait()
            case .close: return false
            case .reset:
                connection.reset()
                return false
            case .handOver(let body):
                body(connection)
                return false
            }
        }
        return true
    }
}
