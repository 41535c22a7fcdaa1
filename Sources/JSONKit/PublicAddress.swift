extension String {
    /// An address as it may be shown: without user, password and fragment (RFC 3986, sections 3.2.1 and 3.5). Any other text
    /// stays as it is.
    package var publicAddress: String {
        guard let slashes = firstRange(of: "://") else { return self }
        let end = self[slashes.upperBound...].firstIndex { "/?#\\".contains($0) } ?? endIndex
        let host = self[slashes.upperBound..<end]
        let named = host.lastIndex(of: "@").map { host[index(after: $0)...] } ?? host
        return String(self[..<slashes.upperBound] + named + self[end...].prefix { $0 != "#" })
    }
}
