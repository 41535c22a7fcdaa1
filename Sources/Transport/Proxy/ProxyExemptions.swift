import Foundation

/// The hosts that are asked directly: `no_proxy` as curl(1) reads it.
struct ProxyExemptions: Sendable {
    private let entries: [String]

    /// Reads a list.
    ///
    /// - Parameter list: Names, domains, addresses and networks (`10.0.0.0/8`), with commas between them; `*` is all.
    init(_ list: String) {
        entries = list.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { $0.lowercased() }
    }

    /// Whether a host is asked directly.
    ///
    /// - Parameter host: A name or an address, an IPv6 address without its brackets.
    /// - Returns: True when no proxy is to be used.
    func contain(_ host: String) -> Bool {
        let host = host.lowercased()
        if let address = NumericAddress(host) {
            return entries.contains { $0 == "*" || Network($0)?.contains(address) == true }
        }
        return entries.contains { entry in
            // A leading dot says nothing more: a domain is exempt with all below it.
            let domain = entry.hasPrefix(".") ? String(entry.dropFirst()) : entry
            return entry == "*" || (!domain.isEmpty && (host == domain || host.hasSuffix("." + domain)))
        }
    }
}

/// The bytes of an address: four or sixteen.
private struct NumericAddress {
    let bytes: [UInt8]

    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            bytes = unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            bytes = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
        } else {
            return nil
        }
    }
}

/// An address, or a network by its prefix (RFC 4632).
private struct Network {
    private let address: NumericAddress
    private let prefix: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        let host = parts.first?.trimmingCharacters(in: CharacterSet(charactersIn: "[]")) ?? ""
        guard let address = NumericAddress(host) else { return nil }
        self.address = address
        let whole = address.bytes.count * 8
        guard let prefix = parts.count == 2 ? Int(parts[1]) : whole, (0...whole).contains(prefix) else { return nil }
        self.prefix = prefix
    }

    func contains(_ other: NumericAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        return (0..<prefix).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return address.bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
        }
    }
}
