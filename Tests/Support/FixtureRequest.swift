package import Foundation

/// A request a ``FixtureServer`` received.
package struct FixtureRequest: Sendable {
    /// The method, such as `GET`.
    package var method: String
    /// The target as it was sent: path and query.
    package var target: String
    /// The headers in their order, names as they were sent.
    package var headers: [(name: String, value: String)]
    /// The body.
    package var body: Data

    /// The path without the query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The query without its question mark, empty where there is none.
    package var query: String { String(target.drop { $0 != "?" }.dropFirst()) }

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first value of a header, whatever the case of its name.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Reads the requests of one connection.
struct FixtureRequestReader {
    private let socket: RawSocket
    private var buffer = Data()

    init(_ socket: RawSocket) {
        self.socket = socket
    }

    /// Reads one request, `nil` at the end of the connection.
    mutating func next() -> FixtureRequest? {
        guard let end = fill(until: { $0.range(of: Data("\r\n\r\n".utf8))?.upperBound }) else { return nil }
        let head = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
        buffer = Data(buffer[end...])
        var lines = head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
        guard !lines.isEmpty else { return nil }
        let first = lines.removeFirst().split(separator: " ").map(String.init)
        guard first.count >= 2 else { return nil }
        let headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        var request = FixtureRequest(method: first[0], target: first[1], headers: headers, body: Data())
        if request.header("Expect") == "100-continue" { socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        if request.header("Transfer-Encoding")?.lowercased() == "chunked" {
            guard let body = chunkedBody() else { return nil }
            request.body = body
        } else if let length = Int(request.header("Content-Length") ?? "0"), length > 0 {
            guard fill(until: { $0.count >= length ? $0.startIndex + length : nil }) != nil else { return nil }
            request.body = take(length)
        }
        return request
    }

    /// What was read beyond the last request.
    var rest: Data { buffer }

    private mutating func chunkedBody() -> Data? {
        var body = Data()
        while true {
            guard let end = fill(until: { $0.range(of: Data("\r\n".utf8))?.upperBound }) else { return nil }
            let line = String(decoding: take(end - buffer.startIndex), as: UTF8.self)
            let size = Int(line.prefix(while: \.isHexDigit), radix: 16) ?? 0
            guard fill(until: { $0.count >= size + 2 ? $0.startIndex : nil }) != nil else { return nil }
            body.append(take(size))
            _ = take(2)
            if size == 0 { return body }
        }
    }

    private mutating func take(_ count: Int) -> Data {
        let taken = Data(buffer.prefix(count))
        buffer = Data(buffer.dropFirst(count))
        return taken
    }

    private mutating func fill(until end: (Data) -> Data.Index?) -> Data.Index? {
        while true {
            if let found = end(buffer) { return found }
            guard let more = socket.read() else { return nil }
            buffer.append(more)
        }
    }
}
