/// Why a peer closed a websocket (RFC 6455, section 7.4). The set is open.
package struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The purpose was fulfilled.
    package static let normal = WebSocketCloseCode(rawValue: 1000)
    /// The peer goes away.
    package static let goingAway = WebSocketCloseCode(rawValue: 1001)
    /// A message was too big.
    package static let messageTooBig = WebSocketCloseCode(rawValue: 1009)
}
