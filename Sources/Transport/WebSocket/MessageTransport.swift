package import Foundation

/// A channel that carries whole messages both ways.
///
/// The one place where a test may stand in for the network: the websocket in the product, a script in tests.
package protocol MessageTransport: Sendable {
    /// The loop on whose thread everything that arrives is handled.
    var loop: EventLoop { get }

    /// Starts delivering what arrives, in order, on the loop's thread. What arrived before is delivered first.
    ///
    /// - Parameter handler: Called for each message, and once, last, with `.closed`.
    func start(_ handler: @escaping @Sendable (MessageTransportEvent) -> Void)

    /// Sends one whole text message. After a close it does nothing: `.closed` has said why.
    func send(_ message: Data)

    /// Closes the channel; `.closed` follows.
    func close()
}

/// What a ``MessageTransport`` delivers.
package enum MessageTransportEvent: Sendable {
    /// One whole message.
    case message(Data)
    /// The end, and why: nothing follows.
    case closed(TransportError)
}
