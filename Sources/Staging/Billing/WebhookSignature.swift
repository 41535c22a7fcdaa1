import Crypto
import Foundation

/// Signs a webhook's body together with the time: `t=1793000000,v1=<HMAC-SHA256 in hexadecimal>`.
struct WebhookSignature {
    /// Seconds a signature is good for; an older one may be a replay.
    static let tolerance = 300.0

    let key: SymmetricKey

    init(key: String) { self.key = SymmetricKey(data: Data(key.utf8)) }

    func header(for body: Data, now: Date = .now) -> String {
        let time = Int(now.timeIntervalSince1970)
        let code = HMAC<SHA256>.authenticationCode(for: signed(body, time), using: key)
        return "t=\(time),v1=\(Hexadecimal.text(code))"
    }

    /// Whether the header was made with this key, for this body, a short time ago.
    func accepts(_ header: String?, for body: Data, now: Date = .now) -> Bool {
        var fields: [Substring: Substring] = [:]
        for field in (header ?? "").split(separator: ",") {
            let parts = field.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        guard let time = fields["t"].flatMap({ Int($0) }), let code = Hexadecimal.bytes(String(fields["v1"] ?? "")),
            abs(now.timeIntervalSince1970 - Double(time)) <= Self.tolerance
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(Data(code), authenticating: signed(body, time), using: key)
    }

    private func signed(_ body: Data, _ time: Int) -> Data { Data("\(time).".utf8) + body }
}
