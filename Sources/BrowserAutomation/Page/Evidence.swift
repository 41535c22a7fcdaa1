import CDP
package import Foundation

extension Page {
    /// A picture of the viewport as PNG. Password fields, and fields that secrets were filled into, are painted over.
    package func screenshot(deadline: ContinuousClock.Instant) async throws -> Data {
        try await capture(nil, deadline: deadline)
    }

    /// A picture of one element as PNG, scrolled into view, with the same fields painted over.
    ///
    /// - Parameters:
    ///   - locator: Must match exactly one element, visible and stable.
    ///   - deadline: When to give up.
    /// - Returns: The picture, as large as the element's box.
    /// - Throws: ``BrowserError``.
    package func screenshot(of locator: Locator, deadline: ContinuousClock.Instant) async throws -> Data {
        var act = Act("take a picture of", locator, ActOptions(), deadline: deadline)
        let request = AttemptRequest(locator: locator, action: "screenshot", checks: .screenshot)
        while true {
            let (answer, _) = try await prepare(&act, request, step: "heldBox()")
            if let box = answer.then?.box { return try await capture(box, deadline: deadline) }
            act.log.add("the element was replaced")
            try await backOff(&act)
        }
    }

    private func capture(_ box: ElementBox?, deadline: ContinuousClock.Instant) async throws -> Data {
        let world = try await currentWorld(deadline: deadline)
        let masked = try await call("maskSecrets()", as: Int.self, in: world, deadline: deadline)
        defer {
            if masked != nil {
                session.begin(
                    CDP.Runtime.Evaluate(expression: "endstate.unmaskSecrets()", uniqueContextId: world),
                    deadline: deadline)
            }
        }
        // A clip is given in pixels of the document, wherever it is scrolled to.
        let clip = box.map { CDP.Page.Viewport(x: $0.x, y: $0.y, width: $0.width, height: $0.height, scale: 1) }
        let command = CDP.Page.CaptureScreenshot(
            format: .png, clip: clip, captureBeyondViewport: box?.isOversize == true ? true : nil)
        return try await send(command, deadline: deadline).data
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
}
