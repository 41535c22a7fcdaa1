package import Convergence
package import RunModel

/// What is drawn again in its place, as a fold over events, without streams and timers: a line for each run that is going,
/// and where several may be, one for how many are done.
package struct LiveView {
    private struct Lane {
        var state = ProgressState()
        /// The last event's time, by the run's own clock and by that of the caller: what has passed since is added to it.
        var last: (time: Milliseconds, at: Milliseconds)
    }

    private let text: ProgressText
    private var lanes: [Int: Lane] = [:]
    private var done = 0

    /// A terminal that does not say how high it is has as many rows as terminals once had.
    private static let usualHeight = 24

    /// Makes a view.
    ///
    /// - Parameters:
    ///   - style: What it goes to.
    ///   - names: The names of all runs, where several may go on at a time; otherwise none, and a run has no name.
    package init(style: TerminalStyle, names: [String] = []) { text = ProgressText(style: style, names: names) }

    /// Takes an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - run: Whose it is, by its place among the names.
    ///   - now: The caller's clock.
    package mutating func apply(_ event: RunEvent, of run: Int = 0, at now: Milliseconds) {
        _ = lanes[run, default: Lane(last: (event.t, now))].state.apply(event)
        // An event may tell of what was earlier than the one before it; the time shown never goes back.
        let shown = lanes[run].map { $0.last.time + now - $0.last.at } ?? event.t
        lanes[run]?.last = (max(event.t, shown), now)
    }

    /// A run is over.
    package mutating func end(_ run: Int) {
        lanes[run] = nil
        done += 1
    }

    /// The lines of now, in the order of the runs.
    ///
    /// - Parameters:
    ///   - now: The caller's clock.
    ///   - frame: Which picture of the turning sign.
    /// - Returns: Lines that are narrower than the terminal and fewer than its rows, without newlines; none when no run is
    ///   going.
    package func lines(now: Milliseconds, frame: Int) -> [String] {
        let going = lanes.sorted { $0.key < $1.key }
        let room = max(1, (text.style.height ?? Self.usualHeight) - 2)
        var lines = going.prefix(room).map { run, lane in
            text.live(lane.state, of: run, now: lane.last.time + now - lane.last.at, frame: frame)
        }
        if !text.names.isEmpty, !lines.isEmpty {
            lines.append(text.count(done: done, hidden: going.count - lines.count))
        }
        return lines
    }
}
