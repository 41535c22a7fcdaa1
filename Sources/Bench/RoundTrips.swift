import BrowserAutomation
import CDP
import Foundation
import Transport

/// Round trips of one command to one browser: through the product's layers, and over a blocking socket, in turns.
struct RoundTrips {
    /// How often each of the two has its turn.
    let blocks: Int
    /// How many round trips a turn has.
    let perBlock: Int

    /// Measures.
    ///
    /// - Parameter options: The browser to start.
    /// - Returns: The length of every round trip, in microseconds.
    /// - Throws: When the browser does not start, or goes away.
    func measure(_ options: BrowserOptions) async throws -> [String: [Double]] {
        try await withBrowser(options, deadline: .now + .seconds(30)) { browser in
            let floor = try BlockingWebSocket(url: browser.endpoint)
            let connection = try await CDPConnection.connect(
                to: browser.endpoint, client: try WebSocketClient(), deadline: .now + .seconds(10))
            defer { connection.close() }
            var (own, bare): ([Double], [Double]) = ([], [])
            // The first turn of each only warms up.
            for block in 0...blocks {
                let ownTimes = try await Task(executorPreference: connection.loop) { try await turn(connection) }.value
                let bareTimes = try turn(floor)
                if block == 0 { continue }
                own += ownTimes
                bare += bareTimes
            }
            return ["endstate": own, "floor": bare]
        }
    }

    /// A turn of the product, on the loop's thread as a step of a scenario is.
    private func turn(_ connection: CDPConnection) async throws -> [Double] {
        var times: [Double] = []
        for _ in 0..<perBlock {
            let start = ContinuousClock.now
            try await connection.root.send(CDP.Browser.GetVersion(), deadline: start + .seconds(10))
            times.append((ContinuousClock.now - start).microseconds)
        }
        return times
    }

    /// A turn of the floor: what it reads is not even parsed.
    private func turn(_ socket: BlockingWebSocket) throws -> [Double] {
        var times: [Double] = []
        for number in 0..<perBlock {
            let start = ContinuousClock.now
            socket.send(#"{"id":\#(number + 1),"method":"Browser.getVersion","params":{}}"#)
            guard socket.receive() != nil else { throw BenchError("the browser closed the floor's socket") }
            times.append((ContinuousClock.now - start).microseconds)
        }
        return times
    }
}
