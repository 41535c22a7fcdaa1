import Foundation
import Transport

/// Where a running browser serves its protocol.
enum AttachEndpoint {
    /// The websocket URL behind what a user gives.
    ///
    /// - Parameters:
    ///   - url: A `ws:` or `wss:` URL, taken as it is.
    ///   - deadline: When to give up asking.
    static func resolve(_ url: String, deadline: ContinuousClock.Instant) async throws -> String {
        if url.hasPrefix("ws://") || url.hasPrefix("wss://") { return url }
        throw BrowserError.launch(
            reason: "“\(url)” is no URL of a browser", remedy: "give --cdp-url as ws://… or http://host:port")
    }
}
