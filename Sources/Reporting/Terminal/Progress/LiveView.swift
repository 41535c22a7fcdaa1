package import Convergence
package import RunModel

/// The live line as a fold over events, without streams and timers.
package struct LiveView {
    private var state = ProgressState()
    private let text: ProgressText

    /// Makes a view.
    ///
    /// - Parameter style: What it goes to.
    package init(style: TerminalStyle) { text = ProgressText(style: style) }

    /// Takes an event.
    package mutating func apply(_ event: RunEvent) { _ = state.apply(event) }

    /// The line of now.
    ///
    /// - Parameters:
    ///   - now: The time since the run started.
    ///   - frame: Which picture of the turning sign.
    /// - Returns: A line that is narrower than the terminal, without a newline.
    package func line(now: Milliseconds, frame: Int) -> String { text.live(state, now: now, frame: frame) }
}
