import Crypto
package import Foundation
package import JSONKit
import RunModel
import Synchronization

/// The one place that every byte to disk, terminal and reports goes through.
///
/// It masks whole fields before they are encoded, so that no border of a chunk can split a secret, in every form that
/// a secret can take: plain, URL- and form-encoded, JSON- and HTML-escaped, base64, Basic, hexadecimal.
package final class Redactor: Sendable {
    /// What stands in the place of a secret.
    package static let mask = "«secret»"
    /// Shorter secrets are not masked, for they would blank harmless text; who declares or captures one is told.
    package static let shortestSecret = 6
    /// Shorter values of credential headers are masked only where they stand.
    package static let shortestHeaderSecret = 12

    private struct State {
        var secrets: Set<[UInt8]> = []
        /// Secrets that became known when something had been written already.
        var late: Set<[UInt8]> = []
        var isWriting = false
        /// Values that are known to everybody, so that a header must not turn them into secrets.
        var permitted: Set<String> = []
        var matcher = SecretMatcher()
        var isStale = false
    }

    private let state = Mutex(State())
    /// Made anew for each run and kept nowhere: a digest tells equal from different and nothing else.
    private let key = SymmetricKey(size: .bits256)

    /// Makes a redactor that knows no secret.
    package init() {}

    /// Declares a secret.
    ///
    /// - Parameter secret: The secret; one of fewer than `shortestSecret` characters is not masked.
    package func conceal(_ secret: String) {
        // Counted as where short secrets are refused: there may be several of these in what a reader sees as one.
        guard secret.unicodeScalars.count >= Self.shortestSecret else { return }
        state.withLock { state in
            let bytes = Array(secret.utf8)
            guard state.secrets.insert(bytes).inserted else { return }
            if state.isWriting { state.late.insert(bytes) }
            state.isStale = true
        }
    }

    /// Notes that a credential header has this value.
    ///
    /// It becomes a secret unless it is short, public, or plainly a place: a cookie that remembers the last page must
    /// not blank that page's address everywhere.
    func learn(_ value: String) {
        guard value.count >= Self.shortestHeaderSecret, !value.hasPrefix("/"), !value.hasPrefix("http") else { return }
        guard state.withLock({ !$0.permitted.contains(value) }) else { return }
        conceal(value)
    }

    /// Says that a value is public, wherever it appears.
    func permit(_ value: String) {
        state.withLock { _ = $0.permitted.insert(value) }
    }

    /// Says that from now on things are written: what is concealed later may have been written in clear before.
    func beginWriting() {
        state.withLock { $0.isWriting = true }
    }

    /// Finds the secrets that became known after the first thing was written; `nil` when there are none.
    var lateMatcher: SecretMatcher? {
        state.withLock { $0.late.isEmpty ? nil : SecretMatcher(secrets: $0.late) }
    }

    /// Finds all secrets known now.
    var matcher: SecretMatcher {
        state.withLock { state in
            if state.isStale {
                state.matcher = SecretMatcher(secrets: state.secrets)
                state.isStale = false
            }
            return state.matcher
        }
    }

    /// The text without secrets.
    package func mask(_ text: String) -> String { mask(text, with: matcher) }

    /// The bytes without secrets; for text, and for binary formats that survive a change of length.
    package func mask(_ data: Data) -> Data {
        let matcher = matcher
        guard !matcher.isEmpty else { return data }
        return Self.replace(matcher.ranges(in: [UInt8](data)), in: data)
    }

    /// The value without secrets, in its strings and its names.
    package func mask(_ value: JSON) -> JSON { mask(value, with: matcher, distinct: false) }

    /// The text without secrets, and with a digest in their place: equal texts stay equal, different ones different.
    package func maskIdentity(_ text: String) -> String { mask(text, with: matcher, distinct: true) }

    func mask(_ text: String, with matcher: SecretMatcher, distinct: Bool = false) -> String {
        guard !matcher.isEmpty else { return text }
        let bytes = Array(text.utf8)
        let ranges = matcher.ranges(in: bytes)
        guard !ranges.isEmpty else { return text }
        let mask = distinct ? "«secret:\(digest(bytes))»" : Self.mask
        return String(decoding: Self.replace(ranges, in: bytes, by: mask), as: UTF8.self)
    }

    private func digest(_ bytes: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: key)
        return code.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Puts the mask in the place of each range.
    static func replace(_ ranges: [Range<Int>], in data: Data) -> Data {
        ranges.isEmpty ? data : Data(replace(ranges, in: [UInt8](data), by: mask))
    }

    private static func replace(_ ranges: [Range<Int>], in bytes: [UInt8], by mask: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for range in ranges {
            result += bytes[position..<range.lowerBound]
            result += mask.utf8
            position = range.upperBound
        }
        return result + bytes[position...]
    }
}

extension Redactor {
    /// Members whose strings tell things apart: with two of them masked alike, two effects would look like one.
    private static let distinctMembers: Set<String> = ["identities", "probe", "after", "redelivered"]
    /// Members that the tool itself makes and that name files.
    private static let ownMembers: Set<String> = ["blob", "screenshot", "bodyDigest", "digest", "sha256", "path"]

    /// Words of the journal's own: a secret that is one of them is nobody's secret, and masking it would leave lines that
    /// nothing can read.
    private static let vocabulary = Set(
        Phase.allCases.map(\.rawValue) + Verdict.allCases.map(\.rawValue) + ReasonCode.allCases.map(\.rawValue) + [
            "DOMContentLoaded", "action", "absent", "added", "answered", "browser", "cancelled", "carried", "closed",
            "exactly", "expectation", "internal", "not_found", "opening", "outside", "rejected", "skipped", "transient",
            "unreachable",
        ])

    func mask(_ value: JSON, with matcher: SecretMatcher, distinct: Bool) -> JSON {
        guard !matcher.isEmpty else { return value }
        switch value {
        case .null, .bool, .integer, .number: return value
        case .string(let text) where Self.vocabulary.contains(text): return value
        case .string(let text): return .string(mask(text, with: matcher, distinct: distinct))
        case .array(let elements): return .array(elements.map { mask($0, with: matcher, distinct: distinct) })
        case .object(let members):
            var masked: [String: JSON] = [:]
            masked.reserveCapacity(members.count)
            for (name, member) in members {
                let isOwn = Self.ownMembers.contains(name) && (member.stringValue.map(Self.isDigestName) ?? false)
                let isDistinct = distinct || Self.distinctMembers.contains(name)
                masked[mask(name, with: matcher, distinct: true)] =
                    isOwn ? member : mask(member, with: matcher, distinct: isDistinct)
            }
            return .object(masked)
        }
    }

    /// Whether a text is a SHA-256 in hexadecimal, alone or as the name of a blob: a secret of six digits could stand
    /// in one by chance.
    static func isDigestName(_ text: String) -> Bool {
        var name = Substring(text)
        if name.hasPrefix("blobs/") { name = name.dropFirst(6) }
        let digest = name.prefix { $0 != "." }
        return digest.utf8.count == 64 && digest.allSatisfy(\.isHexDigit) && name.utf8.count <= 64 + 9
    }
}
