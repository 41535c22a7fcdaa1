/// A command of the DevTools protocol: the value encodes its parameters.
///
/// Domains are enums of this module, so a command is written with the module's name in front where another type of
/// that name is in sight: `CDP.Page.Navigate`.
package protocol CDPCommand: Encodable, Sendable {
    /// What Chromium answers.
    associatedtype Result: Decodable & Sendable

    /// The name on the wire, with its domain.
    static var method: String { get }
}

/// An event of the DevTools protocol: the value decodes its parameters.
package protocol CDPEvent: Decodable, Sendable {
    /// The name on the wire, with its domain.
    static var method: String { get }
}

/// The answer of a command that has nothing to say but that it was done.
package struct CDPDone: Codable, Hashable, Sendable {
    package init() {}
}
