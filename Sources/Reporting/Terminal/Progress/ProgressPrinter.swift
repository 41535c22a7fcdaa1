import Convergence
import Dispatch
import Foundation
package import RunModel
import Synchronization

/// Shows how a run is going: one line drawn again in its place on a terminal, a line for each step and stage elsewhere.
///
/// Everything happens on a queue of its own: a terminal that does not take text must not hold up the recording.
package final class ProgressPrinter: Sendable {
    private struct Screen {
        var state = ProgressState()
        /// When the last event came, by the clock of the process: what has passed since is added to its time.
        var lastEvent: (time: Milliseconds, at: ContinuousClock.Instant)?
        var frame = 0
        var isDrawn = false
        var isOver = false
    }

    private let style: TerminalStyle
    private let text: ProgressText
    private let write: @Sendable (String) -> Void
    private let queue = DispatchQueue(label: "endstate.progress")
    private let screen = Mutex(Screen())

    /// How often the line is drawn.
    private static let interval: DispatchTimeInterval = .milliseconds(100)
    /// Back to the beginning of the line, and nothing on it (ECMA-48, EL).
    private static let erase = "\r\u{1B}[2K"

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - style: What it goes to.
    ///   - write: Takes text for the stream; standard error by default.
    package init(
        style: TerminalStyle,
        write: @escaping @Sendable (String) -> Void = { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }
    ) {
        self.style = style
        self.write = write
        text = ProgressText(style: style)
        if style.live { scheduleDrawing() }
    }

    /// Takes an event.
    package func show(_ event: RunEvent) {
        queue.async { [self] in take(event) }
    }

    /// Ends the progress: what was drawn only for now goes away, and nothing more comes.
    package func end() {
        queue.sync {
            let isDrawn = screen.withLock { screen in
                screen.isOver = true
                return screen.isDrawn
            }
            if isDrawn { write(Self.erase) }
        }
    }

    private func take(_ event: RunEvent) {
        let lines = screen.withLock { screen -> [String] in
            guard !screen.isOver else { return [] }
            screen.lastEvent = (event.t, .now)
            let news = screen.state.apply(event)
            return style.live ? [] : news.map { text.line($0, at: event.t, zero: screen.state.zero) }
        }
        if !lines.isEmpty { write(lines.map { $0 + "\n" }.joined()) }
    }

    private func scheduleDrawing() {
        queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
            guard let self, draw() else { return }
            scheduleDrawing()
        }
    }

    /// Draws the line.
    ///
    /// - Returns: False when the progress is over.
    private func draw() -> Bool {
        let line = screen.withLock { screen -> String? in
            guard !screen.isOver else { return nil }
            guard let last = screen.lastEvent else { return "" }
            screen.frame += 1
            screen.isDrawn = true
            let now = last.time + (ContinuousClock.now - last.at) / .milliseconds(1)
            return text.live(screen.state, now: now, frame: screen.frame)
        }
        guard let line else { return false }
        if !line.isEmpty { write(Self.erase + line) }
        return true
    }
}
