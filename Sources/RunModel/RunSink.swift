package import Convergence
package import Foundation

/// Where a run's events go.
///
/// The one way out of a run: the runner knows nothing of redaction, files or terminals. Events are taken in the order
/// of the calls; a call never waits for a disk. The trigger is made durable as soon as it is taken, without holding up the
/// run.
package protocol RunSink: Sendable {
    /// Whether blobs are kept at all: what only leads to a blob need not be done otherwise.
    var keepsBlobs: Bool { get }

    /// Takes an event.
    ///
    /// - Parameters:
    ///   - body: What happened.
    ///   - time: When, in milliseconds since the run started.
    func emit(_ body: RunEvent.Body, at time: Milliseconds)

    /// Keeps a blob.
    ///
    /// - Parameters:
    ///   - data: Its bytes.
    ///   - fileExtension: How its name ends, without the dot.
    /// - Returns: Its name in the bundle; `nil` when it was not kept.
    func store(_ data: Data, as fileExtension: String) async -> String?

    /// Declares a secret: from now on it is masked in everything that is written.
    func conceal(_ secret: String)
}
