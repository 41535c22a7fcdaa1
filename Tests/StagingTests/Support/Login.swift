import Foundation

/// A login in a browser of its own, page by page.
struct Login: Sendable {
    private let system: StagingSystem
    /// What the application put into the form, to be sent back with it.
    private let query: [URLQueryItem]
    /// The browser's cookie.
    private let state: String

    static func begin(in system: StagingSystem) async throws -> Login {
        let answer = try await Wire.get(system.appURL + "/login")
        let address = answer.headers["location"] ?? ""
        return Login(
            system: system, query: URLComponents(string: address)?.queryItems ?? [],
            state: answer.cookies["staging_login_state"] ?? "")
    }

    /// Sends the form and gives the address that the browser is sent back to.
    func send(email: String, password: String = Customer.password) async throws -> String {
        let answer = try await form(email: email, password: password)
        guard answer.status == 303, let callback = answer.headers["location"] else {
            throw Unexpected("login: \(answer.status) \(answer.text)")
        }
        return callback
    }

    /// Sends the form, whatever comes of it.
    func form(email: String, password: String = Customer.password) async throws -> Answer {
        let form = [URLQueryItem(name: "email", value: email), URLQueryItem(name: "password", value: password)]
        return try await Wire.post(form: form + query, to: system.authURL + "/authorize")
    }

    /// Goes back to the application and gives the session's cookie.
    func comeBack(to callback: String, correlationID: String? = nil) async throws -> String {
        var headers = ["cookie": "staging_login_state=\(state)"]
        headers["x-correlation-id"] = correlationID
        let answer = try await Wire.get(callback, headers: headers)
        guard answer.status == 303, answer.headers["location"] == "/dashboard",
            let session = answer.cookies["staging_session"]
        else { throw Unexpected("callback: \(answer.status) \(answer.headers) \(answer.text)") }
        return "staging_session=\(session)"
    }
}
