import Foundation
import TestSupport

/// HTTP by hand over one blocking connection that is kept.
final class BareHTTP {
    private let socket: RawSocket
    private let host: String
    private var buffer = Data()

    /// Connects.
    ///
    /// - Parameter origin: `http://127.0.0.1:PORT`.
    /// - Throws: ``BenchError``, or `POSIXError` when nothing listens.
    init(origin: String) throws {
        guard let address = URLComponents(string: origin), let port = address.port else {
            throw BenchError("\(origin) is no address on this machine")
        }
        host = "127.0.0.1:\(port)"
        socket = try RawSocket.connect(port: UInt16(port))
    }

    /// Asks, and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path, with its query.
    ///   - json: The body.
    /// - Returns: The status and the body.
    /// - Throws: ``BenchError`` when there is no answer.
    func send(_ method: String, _ path: String, json: String? = nil) throws -> (status: Int, body: String) {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n"
        if let json { head += "Content-Type: application/json\r\nContent-Length: \(json.utf8.count)\r\n" }
        socket.write(Data((head + "\r\n" + (json ?? "")).utf8))
        let answer = String(decoding: try take(until: "\r\n\r\n"), as: UTF8.self)
        guard let status = Int(answer.dropFirst(9).prefix(3)) else { throw BenchError("\(path): \(answer)") }
        let length = answer.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        while buffer.count < length ?? 0 { try readMore() }
        let body = String(decoding: buffer.prefix(length ?? 0), as: UTF8.self)
        buffer = Data(buffer.dropFirst(length ?? 0))
        return (status, body)
    }

    private func take(until mark: String) throws -> Data {
        while true {
            if let end = buffer.firstRange(of: Data(mark.utf8)) {
                defer { buffer = Data(buffer[end.upperBound...]) }
                return Data(buffer[..<end.lowerBound])
            }
            try readMore()
        }
    }

    private func readMore() throws {
        guard let more = socket.read(atMost: 16 << 10) else { throw BenchError("\(host) closed the connection") }
        buffer.append(more)
    }
}
