import Foundation
import RunModel

/// Headers whose values are credentials wherever they stand.
enum CredentialHeaders {
    private static let tokens: Set<String> = ["authorization", "proxy-authorization", "x-api-key", "x-auth-token"]

    /// Masks credentials in place; names, schemes and attributes stay.
    ///
    /// - Parameters:
    ///   - headers: The headers.
    ///   - learn: Takes each credential.
    /// - Returns: The headers without credentials.
    static func mask(_ headers: [HeaderField], learn: (String) -> Void) -> [HeaderField] {
        headers.map { field in
            let name = field.name.lowercased()
            var field = field
            if tokens.contains(name) {
                field.value = maskToken(field.value, learn: learn)
            } else if name == "cookie" {
                field.value = maskCookies(field.value, learn: learn)
            } else if name == "set-cookie" {
                // The browser joins several by newlines.
                field.value = field.value.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { maskSetCookie(String($0), learn: learn) }.joined(separator: "\n")
            }
            return field
        }
    }

    /// `Bearer TOKEN`: the scheme stays (RFC 9110 section 11.4).
    private static func maskToken(_ value: String, learn: (String) -> Void) -> String {
        guard let space = value.firstIndex(of: " ") else {
            learn(value)
            return Redactor.mask
        }
        let scheme = value[..<space]
        let credentials = value[space...].trimmingCharacters(in: .whitespaces)
        learn(credentials)
        if scheme.lowercased() == "basic", let data = Data(base64Encoded: credentials) {
            let pair = String(decoding: data, as: UTF8.self)
            if let colon = pair.firstIndex(of: ":") { learn(String(pair[pair.index(after: colon)...])) }
        }
        return "\(scheme) \(Redactor.mask)"
    }

    /// `a=1; b=2`: the names stay (RFC 6265 section 4.2).
    private static func maskCookies(_ value: String, learn: (String) -> Void) -> String {
        value.split(separator: ";", omittingEmptySubsequences: false)
            .map { maskPair(String($0), learn: learn) }.joined(separator: ";")
    }

    /// `a=1; Path=/; HttpOnly`: name and attributes stay (RFC 6265 section 4.1).
    private static func maskSetCookie(_ value: String, learn: (String) -> Void) -> String {
        let end = value.firstIndex(of: ";") ?? value.endIndex
        return maskPair(String(value[..<end]), learn: learn) + value[end...]
    }

    private static func maskPair(_ pair: String, learn: (String) -> Void) -> String {
        guard let equals = pair.firstIndex(of: "=") else { return pair.isEmpty ? pair : Redactor.mask }
        let value = pair[pair.index(after: equals)...].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
        learn(value)
        if let decoded = value.removingPercentEncoding, decoded != value { learn(decoded) }
        return "\(pair[...equals])\(Redactor.mask)"
    }
}
