package import Foundation

/// What a ``FixtureServer`` answers: bytes, waits and breaks, in order.
package struct FixtureResponse: Sendable {
    /// One thing the server does.
    package enum Step: Sendable {
        /// Sends bytes.
        case send(Data)
        /// Sends the same bytes so many times.
        case sendRepeated(Data, count: Int)
        /// Waits until the gate is open.
        case wait(Gate)
        /// Ends the connection in order, whatever was promised.
        case close
        /// Breaks the connection with a reset.
        case reset
        /// Hands the connection over, for another protocol; it is closed afterwards.
        case handOver(@Sendable (RawSocket) -> Void)
    }

    /// What to do.
    package var steps: [Step]
    /// Whether the connection is kept for another request.
    package var keepsAlive = true

    /// Does exactly these steps.
    package init(steps: [Step], keepsAlive: Bool = false) {
        self.steps = steps
        self.keepsAlive = keepsAlive
    }

    /// A whole response with its length.
    package init(
        status: Int = 200,
        headers: [(String, String)] = [],
        type: String = "text/plain; charset=utf-8",
        body: Data = Data()
    ) {
        let all = [("Content-Type", type), ("Content-Length", "\(body.count)")] + headers
        steps = [.send(Self.head(status, all)), .send(body)]
    }

    /// A page.
    package static func html(_ text: String, headers: [(String, String)] = []) -> FixtureResponse {
        FixtureResponse(headers: headers, type: "text/html; charset=utf-8", body: Data(text.utf8))
    }

    /// Plain text.
    package static func text(
        _ text: String,
        status: Int = 200,
        headers: [(String, String)] = []
    ) -> FixtureResponse {
        FixtureResponse(status: status, headers: headers, body: Data(text.utf8))
    }

    /// JSON.
    package static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> FixtureResponse {
        FixtureResponse(status: status, headers: headers, type: "application/json", body: Data(text.utf8))
    }

    /// A redirect.
    package static func redirect(to location: String, status: Int = 302) -> FixtureResponse {
        FixtureResponse(status: status, headers: [("Location", location)])
    }

    /// A response whose length is not said beforehand: what each step sends is a chunk.
    package static func chunked(_ parts: [Step], type: String = "text/plain") -> FixtureResponse {
        let head = head(200, [("Content-Type", type), ("Transfer-Encoding", "chunked")])
        let chunks = parts.map { part in
            switch part {
            case .send(let data): Step.send(chunk(data))
            case .sendRepeated(let data, let count): Step.sendRepeated(chunk(data), count: count)
            default: part
            }
        }
        return FixtureResponse(steps: [.send(head)] + chunks + [.send(Data("0\r\n\r\n".utf8))], keepsAlive: true)
    }

    /// The same response, after a gate.
    package func held(by gate: Gate) -> FixtureResponse {
        FixtureResponse(steps: [.wait(gate)] + steps, keepsAlive: keepsAlive)
    }

    /// The bytes of a status line and headers.
    package static func head(_ status: Int, _ headers: [(String, String)]) -> Data {
        let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        return Data("HTTP/1.1 \(status) \(status < 400 ? "OK" : "Error")\r\n\(lines)\r\n".utf8)
    }

    private static func chunk(_ data: Data) -> Data {
        Data("\(String(data.count, radix: 16))\r\n".utf8) + data + Data("\r\n".utf8)
    }
}
