import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Requests from one service to another. Each carries the trace of the task that sends it, in a span of its own.
struct PeerClient: Sendable {
    let peers: Peers
    let key: String
    private let session: URLSession

    init(peers: Peers, key: String) {
        self.peers = peers
        self.key = key
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 32
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        session = URLSession(configuration: configuration)
    }

    /// Sends a request and insists on a 2xx.
    ///
    /// - Parameters:
    ///   - method: Of HTTP.
    ///   - path: From the slash on, encoded.
    ///   - role: The service to ask.
    ///   - body: Sent as it is when it is data, else as JSON; none by default.
    ///   - headers: In addition to the trace and the peer key, which are always sent.
    ///   - timeout: Seconds until the other service counts as unreachable.
    /// - Returns: The body of the answer.
    /// - Throws: `PeerError`, naming the service.
    @discardableResult
    func send(
        _ method: String, _ path: String, to role: Role, body: (any Encodable)? = nil,
        headers: [String: String] = [:], timeout: Double = 10
    ) async throws -> Data {
        guard let url = URL(string: try peers.url(of: role) + path) else { throw PeerError.unknown(role) }
        var request = URLRequest(url: url)
        // Given to the initialiser, it would be ignored on Linux.
        request.timeoutInterval = timeout
        request.httpMethod = method
        let trace = Trace.current
        request.setValue(trace.parent.child().header, forHTTPHeaderField: "traceparent")
        if let correlationID = trace.correlationID {
            request.setValue(correlationID, forHTTPHeaderField: "x-correlation-id")
        }
        request.setValue(key, forHTTPHeaderField: "x-peer-key")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let data = body as? Data {
            request.httpBody = data
        } else if let body {
            request.httpBody = try JSONEncoder().encode(body)
        }
        if request.httpBody != nil { request.setValue("application/json", forHTTPHeaderField: "content-type") }
        return try await exchange(request, with: role)
    }

    /// Sends a request and decodes the JSON of a 2xx.
    func ask<Answer: Decodable>(
        _ type: Answer.Type, _ method: String, _ path: String, of role: Role, body: (any Encodable)? = nil,
        headers: [String: String] = [:], timeout: Double = 10
    ) async throws -> Answer {
        let data = try await send(method, path, to: role, body: body, headers: headers, timeout: timeout)
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw PeerError.unreadable(role, "\(error)")
        }
    }

    private func exchange(_ request: URLRequest, with role: Role) async throws -> Data {
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await session.data(for: request)
        } catch {
            throw PeerError.unreachable(role, error.localizedDescription)
        }
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else {
            throw PeerError.refused(role, status: status, body: String(decoding: data.prefix(200), as: UTF8.self))
        }
        return data
    }
}

extension String {
    /// The text as one component of a path or value of a query.
    var percentEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? ""
    }
}
