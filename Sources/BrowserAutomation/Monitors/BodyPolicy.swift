/// Which bodies of exchanges are read: text, as far as it is not too large.
package struct BodyPolicy: Sendable, Hashable {
    /// A larger body of a document or of an answer to a script is left out, in bytes.
    package var limit = 256 << 10
    /// A larger script or style is left out, in bytes.
    package var codeLimit = 64 << 10
    /// What all bodies of responses together may have, in bytes.
    package var totalLimit = 16 << 20
    /// A larger body of a request is not asked for where it is not told with the request, in bytes.
    package var requestLimit = 64 << 10

    /// The usual policy.
    package init() {}

    /// How large a body of a kind may be; nil for kinds of which none is read.
    ///
    /// - Parameters:
    ///   - resourceType: Chromium's word for what the request was for.
    ///   - mimeType: The response's MIME type.
    /// - Returns: Bytes.
    func limit(for resourceType: String, mimeType: String) -> Int? {
        guard Self.isText(mimeType) else { return nil }
        switch resourceType {
        case "Document", "XHR", "Fetch", "Other", "Manifest": return limit
        case "Script", "Stylesheet": return codeLimit
        default: return nil
        }
    }

    /// Whether a MIME type (WHATWG MIME Sniffing) is one of text.
    private static func isText(_ mimeType: String) -> Bool {
        let type = mimeType.lowercased()
        if type.hasPrefix("text/") { return type != "text/event-stream" }
        return type.hasSuffix("+json") || type.hasSuffix("+xml") || texts.contains(type)
    }

    private static let texts: Set<String> = [
        "application/ecmascript", "application/graphql", "application/javascript", "application/json",
        "application/x-javascript", "application/x-ndjson", "application/x-www-form-urlencoded", "application/xml",
    ]
}
