import Foundation

/// Scheme, host and port of a URL, written as a page's `location.origin` writes it.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    /// Such as `https://example.com:8443`; the usual port is left out.
    package let description: String

    /// Reads the origin of an absolute URL; a path behind it is ignored.
    ///
    /// - Returns: nil when the text is no absolute URL with a host.
    package init?(_ url: String) {
        guard let components = URLComponents(string: url), let scheme = components.scheme?.lowercased(),
            let host = components.host?.lowercased(), !host.isEmpty
        else { return nil }
        let usual = ["http": 80, "https": 443, "ws": 80, "wss": 443]
        let port = components.port.flatMap { $0 == usual[scheme] ? nil : ":\($0)" } ?? ""
        description = "\(scheme)://\(host)\(port)"
    }
}
