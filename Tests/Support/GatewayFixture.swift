import Foundation
import Synchronization
import Transport

/// Stands in front of a server as a gateway does: lets through who shows a header, and relays the bytes as they are.
package final class GatewayFixture: Sendable {
    /// Where clients come.
    package let server: FixtureServer
    private let relays: Relays

    /// Starts a gateway.
    ///
    /// - Parameters:
    ///   - port: Where the server behind it listens, on 127.0.0.1.
    ///   - header: What a client has to show; nothing unless given.
    /// - Throws: When no socket can be had.
    package init(to port: UInt16, header: (name: String, value: String)? = nil) throws {
        let relays = Relays()
        self.relays = relays
        server = try FixtureServer { request in
            if let header, request.header(header.name) != header.value {
                return .text("show \(header.name)", status: 401)
            }
            return FixtureResponse(steps: [.handOver { relays.relay(request, of: $0, to: port) }])
        }
    }

    /// Breaks every connection through it, as a gateway that is restarted does.
    package func cut() { relays.cut() }
}

/// The connections through a gateway.
private final class Relays: Sendable {
    private let sockets = Mutex<[RawSocket]>([])

    /// Relays a connection from its first request on, until one side ends it.
    func relay(_ request: FixtureRequest, of client: RawSocket, to port: UInt16) {
        guard let upstream = try? RawSocket.connect(port: port) else { return }
        sockets.withLock { $0 += [client, upstream] }
        let headers = request.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        upstream.write(Data("\(request.method) \(request.target) HTTP/1.1\r\n\(headers)\r\n".utf8) + request.body)
        let begun: ()? = try? BlockingThread.start("gateway") {
            while let bytes = upstream.read(), client.write(bytes) {}
            client.close()
        }
        guard begun != nil else { return upstream.close() }
        while let bytes = client.read(), upstream.write(bytes) {}
        upstream.close()
    }

    func cut() {
        for socket in sockets.withLock(\.self) { socket.close() }
    }
}
