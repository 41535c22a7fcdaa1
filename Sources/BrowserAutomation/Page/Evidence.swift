import CDP
package import Foundation

extension Page {
    /// A picture of the viewport as PNG. Password fields, and fields that secrets were filled into, are painted over.
    package func screenshot(deadline: ContinuousClock.Instant) async throws -> Data {
        let world = try await currentWorld(deadline: deadline)
        let masked = try await call("maskSecrets()", as: Int.self, in: world, deadline: deadline)
        defer {
            if masked != nil {
                session.begin(
                    CDP.Runtime.Evaluate(expression: "endstate.unmaskSecrets()", uniqueContextId: world),
                    deadline: deadline)
            }
        }
        return try await send(CDP.Page.CaptureScreenshot(format: .png), deadline: deadline).data
    }

    /// The main frame's document as HTML: open shadow trees as templates, controls with their live state, no secrets.
    ///
    /// - Parameters:
    ///   - limit: After how many characters it is cut.
    ///   - deadline: When to give up.
    /// - Returns: The HTML.
    /// - Throws: ``BrowserError``.
    package func domSnapshot(
        limit: Int = 4 << 20, deadline: ContinuousClock.Instant
    ) async throws -> String {
        try await look("documentHTML(\(limit))", as: String.self, deadline: deadline)
    }

    /// The body of a response, while Chromium still has it.
    ///
    /// - Parameters:
    ///   - key: The request.
    ///   - limit: How many bytes to keep.
    ///   - deadline: When to give up.
    /// - Returns: The body.
    /// - Throws: ``BrowserError/protocolFailure(method:reason:)`` when it is gone or there never was one.
    package func responseBody(
        _ key: NetworkKey, limit: Int = 1 << 20, deadline: ContinuousClock.Instant
    ) async throws -> ResponseBody {
        let answer = try await send(CDP.Network.GetResponseBody(requestId: key.id), deadline: deadline)
        let all = answer.base64Encoded ? Array(Data(base64Encoded: answer.body) ?? Data()) : Array(answer.body.utf8)
        return ResponseBody(bytes: Array(all.prefix(limit)), fullLength: all.count)
    }
}
