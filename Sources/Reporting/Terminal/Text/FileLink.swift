internal import JSONKit

/// A path as an address that terminals open.
package enum FileLink {
    /// How an address begins.
    static let scheme = "file://"

    private static let kept = Set((String.unreserved + "/").utf8)

    /// The address (RFC 8089).
    ///
    /// - Parameter path: An absolute path.
    /// - Returns: The address, with everything escaped that a terminal might break at.
    package static func text(_ path: String) -> String {
        scheme + String(percentEncoding: path, keeping: kept)
    }
}
