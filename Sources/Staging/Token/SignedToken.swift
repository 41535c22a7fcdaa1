import Crypto
import Foundation

/// JSON Web Tokens signed with HS256 (RFC 7515, RFC 7519).
struct SignedToken {
    private struct Header: Codable {
        var alg = "HS256"
        var typ: String? = "JWT"
    }

    let key: SymmetricKey

    init(key: String) { self.key = SymmetricKey(data: Data(key.utf8)) }

    func sign(_ claims: Claims) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let signed = try encoder.encode(Header()).base64URL + "." + encoder.encode(claims).base64URL
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
        return signed + "." + Data(code).base64URL
    }

    /// The claims of a token that this key signed and that has not expired.
    ///
    /// - Throws: `TokenError`.
    func verify(_ token: String, now: Date = .now) throws -> Claims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Data(base64URL: parts[0]), let payload = Data(base64URL: parts[1]),
            let code = Data(base64URL: parts[2])
        else { throw TokenError.malformed }
        // Only the algorithm used for signing is accepted; `none` and others are refused (RFC 8725, 3.1).
        guard (try? JSONDecoder().decode(Header.self, from: header))?.alg == Header().alg else {
            throw TokenError.malformed
        }
        let signed = Data((parts[0] + "." + parts[1]).utf8)
        guard HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key) else {
            throw TokenError.signature
        }
        guard let claims = try? JSONDecoder().decode(Claims.self, from: payload) else { throw TokenError.malformed }
        guard Double(claims.exp) > now.timeIntervalSince1970 else { throw TokenError.expired }
        return claims
    }
}

enum TokenError: Error, CustomStringConvertible {
    case missing, malformed, signature, expired

    var description: String {
        switch self {
        case .missing: "no bearer token was sent"
        case .malformed: "the token is not a token of this system"
        case .signature: "the token's signature is wrong"
        case .expired: "the token has expired"
        }
    }
}

extension Data {
    /// Base64 with the alphabet for addresses, without padding (RFC 4648, 5).
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    init?(base64URL text: String) {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
    }
}
