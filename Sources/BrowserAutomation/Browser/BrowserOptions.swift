import Foundation

/// How to get a browser.
package struct BrowserOptions: Sendable {
    /// An explicit binary; otherwise ENDSTATE_BROWSER, then the path is searched.
    package var binary: String?
    /// A running browser to attach to instead: `ws://…`, or `http://host:port`.
    package var attachURL: String?
    /// Headers for that browser's gateway, on the request that asks for the endpoint and on the handshake: a token.
    package var attachHeaders: [(name: String, value: String)] = []
    /// Shows a window.
    package var isHeaded = false
    /// Runs without Chromium's sandbox: as root, or where user namespaces are off.
    package var withoutSandbox = false
    /// Further switches for the browser.
    package var extraSwitches: [String] = []
    /// The environment to look up variables and the path in, and to give to the browser.
    package var environment: [String: String] = [:]
    /// Where profiles are made; the system's temporary directory when nil.
    package var temporaryDirectory: String?

    /// Makes options with an environment.
    ///
    /// - Parameter environment: Usually `ProcessInfo.processInfo.environment`.
    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// A PEM file with the certificates to trust instead of the system's, in the variable that OpenSSL itself reads.
    package var trustedCertificates: String? { environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 } }

    /// What of the way to a running browser must not be written: the values of the headers, without their scheme, and
    /// what the URL holds of a password or a token.
    package var attachSecrets: [String] {
        let values = attachHeaders.flatMap { header -> [String] in
            [header.value] + header.value.split(separator: " ").dropFirst().map(String.init)
        }
        let url = attachURL.flatMap { URLComponents(string: $0) }
        let query = url?.queryItems?.compactMap(\.value) ?? []
        // Shorter ones are words, and masking them would blank every such word.
        return (values + query + [url?.password].compactMap(\.self)).filter { $0.count >= 6 }
    }
}

/// The size of a page's viewport, in CSS pixels.
package struct Viewport: Sendable, Hashable {
    /// From left to right.
    package var width: Int
    /// From top to bottom.
    package var height: Int

    /// 1280 by 720, Playwright's default.
    package static let standard = Viewport(width: 1280, height: 720)

    /// Makes a size.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// What browser it is.
package struct BrowserIdentity: Sendable, Hashable {
    /// The binary that was started; nil when attached.
    package var path: String?
    /// Such as `HeadlessChrome/156.0.8078.79`.
    package var product: String
    /// The user agent pages see.
    package var userAgent: String
    /// The protocol's version.
    package var protocolVersion: String

    /// The version alone, such as `156.0.8078.79`.
    package var version: String {
        product.split(separator: "/").last.map(String.init) ?? product
    }
}
