import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// An answer of one of the services.
struct Answer: Sendable {
    var status: Int
    var headers: [String: String]
    var body: Data

    var text: String { String(decoding: body, as: UTF8.self) }

    func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            throw Unexpected("\(status) \(text) is not a \(type): \(error)")
        }
    }

    /// Name and value of the cookies it sets, by their names.
    var cookies: [String: String] {
        guard let field = headers["set-cookie"] else { return [:] }
        // Several fields arrive as one, with commas between; none of these cookies has one in it.
        var cookies: [String: String] = [:]
        for cookie in field.split(separator: ",") {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { cookies[pair[0].trimmingCharacters(in: .whitespaces)] = String(pair[1]) }
        }
        return cookies
    }
}

/// Sends requests as they are: redirects and cookies are the caller's business.
enum Wire {
    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpMaximumConnectionsPerHost = 32
        return URLSession(configuration: configuration, delegate: StayHere(), delegateQueue: nil)
    }()

    static func send(
        _ method: String, _ url: String, headers: [String: String] = [:], body: Data? = nil
    ) async throws -> Answer {
        guard let url = URL(string: url) else { throw Unexpected("'\(url)' is not an address") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw Unexpected("no HTTP answer from \(url)") }
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { fields[name.lowercased()] = value }
        }
        return Answer(status: response.statusCode, headers: fields, body: data)
    }

    static func get(_ url: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", url, headers: headers)
    }

    static func post(
        _ url: String, json: [String: String], headers: [String: String] = [:]
    ) async throws -> Answer {
        let body = try JSONEncoder().encode(json)
        let type = ["content-type": "application/json"]
        return try await send("POST", url, headers: headers.merging(type) { $1 }, body: body)
    }
}

/// Asks the same ten times at once.
///
/// - Parameter ask: Sends the request.
/// - Returns: What was answered, status and text, without what was answered twice.
/// - Throws: What one of the requests throws.
func tenTimesAtOnce(_ ask: @escaping @Sendable () async throws -> Answer) async throws -> Set<String> {
    try await withThrowingTaskGroup(of: Answer.self) { group in
        for _ in 0..<10 { group.addTask { try await ask() } }
        return try await group.reduce(into: Set<String>()) { $0.insert("\($1.status) \($1.text)") }
    }
}

/// Follows no redirect.
private final class StayHere: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
