import Foundation
package import RunModel
import Synchronization

/// Shows how a run is going, on a stream.
package final class ProgressPrinter: Sendable {
    private let style: TerminalStyle
    private let write: @Sendable (String) -> Void

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - style: What it goes to.
    ///   - write: Takes text for the stream, standard error by default.
    package init(
        style: TerminalStyle,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.style = style
        self.write = write
    }

    /// Takes an event.
    package func show(_ event: RunEvent) {
        if case .stepStarted(let step) = event.body { write("\(step.name)\n") }
    }

    /// Ends the progress: what was drawn only for the time being goes away.
    package func end() {}
}
