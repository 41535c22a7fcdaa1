/// Where an address leads: its scheme, its host and its port, as RFC 3986 reads it and as browsers do.
///
/// The two differ where an address is no good one, as in `https://a.test\@b.test/`; whoever compares origins has to be
/// right for both, because pages are opened by a browser, and requests are not.
struct AddressOrigin: Hashable {
    private let strict: Place
    private let lenient: Place

    /// Reads the beginning of an address.
    init(of address: String) {
        let scalars = address.unicodeScalars
        strict = Place(scalars[...], isLenient: false)
        // WHATWG URL, section 4.4: tabs and line ends are left out, and a backslash is a slash.
        var cleaned = String.UnicodeScalarView()
        for scalar in scalars where !"\t\n\r".unicodeScalars.contains(scalar) {
            cleaned.append(scalar == "\\" ? "/" : scalar)
        }
        lenient = Place(cleaned.drop { $0.value <= 0x20 }, isLenient: true)
    }

    /// True where the address names a host.
    var hasHost: Bool { [strict, lenient].contains { $0.host?.isEmpty == false } }

    private struct Place: Hashable {
        var scheme: String?
        /// With its port.
        var host: String?

        init(_ address: Substring.UnicodeScalarView, isLenient: Bool) {
            var rest = address
            if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
                scheme = String(rest[..<colon]).lowercased()
                rest = rest[colon...].dropFirst()
            }
            // To a browser these schemes need no slashes, and mind none too many.
            let isSpecial = isLenient && (scheme.map(Self.special.contains) ?? rest.starts(with: "//".unicodeScalars))
            guard isSpecial || rest.starts(with: "//".unicodeScalars) else { return }
            rest = isSpecial ? rest.drop { $0 == "/" } : rest.dropFirst(2)
            let authority = rest.prefix { !"/?#".unicodeScalars.contains($0) }
            host = String(authority.lastIndex(of: "@").map { authority[$0...].dropFirst() } ?? authority)
        }

        private static func isScheme(_ text: Substring.UnicodeScalarView) -> Bool {
            guard let first = text.first, letters.contains(first) else { return false }
            return text.allSatisfy { letters.contains($0) || "0123456789+-.".unicodeScalars.contains($0) }
        }

        private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".unicodeScalars)

        private static let special: Set<String> = ["http", "https", "ws", "wss", "ftp"]
    }
}
