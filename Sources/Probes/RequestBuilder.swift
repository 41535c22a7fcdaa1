import Foundation
import JSONKit
import ScenarioModel
import Transport

/// Fills in a request of the scenario.
struct RequestBuilder {
    let variables: Variables
    let deadline: ContinuousClock.Instant

    func build(_ spec: HTTPRequestSpec) throws -> HTTPRequest {
        var request = HTTPRequest(spec.method, try spec.url.resolve(variables), deadline: deadline)
        request.bodyLimit = Defaults.bodyLimit
        request.overflow = .truncate
        for field in spec.headers {
            request.headers.append((field.name.text, try field.value.resolve(variables)))
        }
        try addBody(spec.body, to: &request)
        try authenticate(spec.auth, &request)
        if let certificate = spec.clientCertificate {
            request.clientCertificate = HTTPClientCertificate(
                certificate: try certificate.certificate.resolve(variables),
                key: try certificate.key?.resolve(variables)
            )
        }
        Self.setDefault("Accept", "application/json", &request)
        return request
    }

    private func addBody(_ body: HTTPRequestSpec.Body?, to request: inout HTTPRequest) throws {
        switch body {
        case .json(let template):
            request.body = Data(try template.resolve(variables).serialized().utf8)
            Self.setDefault("Content-Type", "application/json", &request)
        case .form(let fields):
            var pairs: [String] = []
            for field in fields {
                pairs.append("\(Self.encode(field.name.text))=\(Self.encode(try field.value.resolve(variables)))")
            }
            request.body = Data(pairs.joined(separator: "&").utf8)
            Self.setDefault("Content-Type", "application/x-www-form-urlencoded", &request)
        case .text(let template):
            request.body = Data(try template.resolve(variables).utf8)
            // Without one, libcurl would call it a form.
            Self.setDefault("Content-Type", "text/plain; charset=utf-8", &request)
        case nil: break
        }
    }

    /// Adds a header unless the scenario has it.
    private static func setDefault(_ name: String, _ value: String, _ request: inout HTTPRequest) {
        guard !request.headers.contains(where: { $0.name.lowercased() == name.lowercased() }) else { return }
        request.headers.append((name, value))
    }

    private func authenticate(_ auth: HTTPRequestSpec.Auth?, _ request: inout HTTPRequest) throws {
        switch auth {
        case .basic(let user, let password):
            let pair = "\(try user.resolve(variables)):\(try password.resolve(variables))"
            request.headers.append(("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        case .bearer(let token):
            request.headers.append(("Authorization", "Bearer \(try token.resolve(variables))"))
        case nil: break
        }
    }

    /// Percent-encodes for a form (WHATWG URL, application/x-www-form-urlencoded serializer).
    private static func encode(_ text: String) -> String {
        String(percentEncoding: text, keeping: formCharacters).replacing(" ", with: "+")
    }

    /// What stays as it is in a form, and the space, which has a sign of its own.
    private static let formCharacters = Set((String.alphanumerics + "*-._ ").utf8)
}
