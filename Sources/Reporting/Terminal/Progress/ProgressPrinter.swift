import Convergence
import Dispatch
import Foundation
package import RunModel
import Synchronization

/// Shows how runs are going: lines drawn again in their place on a terminal, a line for each step and stage elsewhere.
///
/// Everything happens on a queue of its own: a terminal that does not take text must not hold up the recording.
package final class ProgressPrinter: Sendable {
    private struct Screen {
        var view: LiveView
        /// For lines that stay.
        var states: [Int: ProgressState] = [:]
        var ended: Set<Int> = []
        var frame = 0
        /// How many lines are drawn; the cursor stands at the beginning of the last of them.
        var drawn = 0
        /// Whether nothing more is shown.
        var isClosed = false
    }

    private let style: TerminalStyle
    private let text: ProgressText
    private let write: @Sendable (String) -> Void
    private let queue = DispatchQueue(label: "endstate.progress")
    private let screen: Mutex<Screen>
    private let start = ContinuousClock.now

    /// How often the lines are drawn.
    private static let interval: DispatchTimeInterval = .milliseconds(100)
    /// How long the end of the process waits for a terminal that does not take text.
    private static let patience: DispatchTimeInterval = .milliseconds(500)

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - style: What it goes to.
    ///   - names: The names of all runs, where several may go on at a time; otherwise none, and a run has no name.
    ///   - write: Takes text for the stream; standard error by default.
    package init(
        style: TerminalStyle,
        names: [String] = [],
        write: @escaping @Sendable (String) -> Void = { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }
    ) {
        self.style = style
        self.write = write
        text = ProgressText(style: style, names: names)
        screen = Mutex(Screen(view: LiveView(style: style, names: names)))
        if style.live { scheduleDrawing() }
    }

    /// Takes an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - run: Whose it is, by its place among the names.
    package func show(_ event: RunEvent, of run: Int = 0) {
        queue.async { [self] in take(event, of: run) }
    }

    /// Ends a run's progress: what was drawn only for now goes away, and nothing more comes of it.
    ///
    /// - Parameters:
    ///   - run: Which run, by its place among the names.
    ///   - telling: Writes what is to be read of the run, to any stream: nothing is drawn meanwhile.
    package func end(_ run: Int = 0, telling: @escaping @Sendable () -> Void = {}) async {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                finish(run, telling: telling)
                continuation.resume()
            }
        }
    }

    /// Takes away what is drawn and shows nothing more, before the process ends at once.
    package func close() {
        let isClear = DispatchSemaphore(value: 0)
        queue.async { [self] in
            let drawn = screen.withLock { screen in
                screen.isClosed = true
                defer { screen.drawn = 0 }
                return screen.drawn
            }
            if drawn > 0 { write(Self.erasing(drawn)) }
            isClear.signal()
        }
        _ = isClear.wait(timeout: .now() + Self.patience)
    }

    private var now: Milliseconds { (ContinuousClock.now - start) / .milliseconds(1) }

    private func take(_ event: RunEvent, of run: Int) {
        let lines = screen.withLock { screen -> [String] in
            guard !screen.isClosed, !screen.ended.contains(run) else { return [] }
            if style.live {
                screen.view.apply(event, of: run, at: now)
                return []
            }
            var state = screen.states.removeValue(forKey: run) ?? ProgressState()
            let news = state.apply(event)
            screen.states[run] = state
            return news.map { text.line($0, of: run, at: event.t, zero: state.zero) }
        }
        if !lines.isEmpty { write(lines.map { $0 + "\n" }.joined()) }
    }

    private func finish(_ run: Int, telling: () -> Void) {
        let drawn = screen.withLock { screen in
            screen.ended.insert(run)
            screen.states[run] = nil
            screen.view.end(run)
            defer { screen.drawn = 0 }
            return screen.drawn
        }
        if drawn > 0 { write(Self.erasing(drawn)) }
        telling()
        if style.live { draw() }
    }

    private func scheduleDrawing() {
        queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
            guard let self else { return }
            draw()
            scheduleDrawing()
        }
    }

    private func draw() {
        let text = screen.withLock { screen -> String in
            screen.frame += 1
            let lines = screen.view.lines(now: now, frame: screen.frame)
            guard !screen.isClosed, !lines.isEmpty || screen.drawn > 0 else { return "" }
            defer { screen.drawn = lines.count }
            // From the beginning of the line what a terminal echoes of a key, such as ^C, has room: behind the end it
            // would go on in the next row, and the row above would never be erased.
            return Self.erasing(screen.drawn) + lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\r")
        }
        if !text.isEmpty { write(text) }
    }

    /// Back to the beginning of what is drawn, and nothing on its lines (ECMA-48, EL and CUU).
    private static func erasing(_ lines: Int) -> String {
        "\r\u{1B}[2K" + String(repeating: "\u{1B}[A\u{1B}[2K", count: max(0, lines - 1))
    }
}
