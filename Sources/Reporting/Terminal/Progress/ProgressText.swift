import Convergence
import RunModel

/// The words of progress, without streams and timers.
struct ProgressText {
    let style: TerminalStyle
    /// The names of all runs, made harmless, where several may go on at a time; otherwise none, and a run has no name.
    let names: [String]

    init(style: TerminalStyle, names: [String] = []) {
        self.style = style
        self.names = names.map(PlainText.clean)
    }

    /// A run's name and the space behind it, in a column of its own no wider than the room; nothing where runs have no
    /// names.
    private func label(_ run: Int, room: Int = .max) -> StyledText {
        guard names.indices.contains(run) else { return StyledText() }
        let width = min(room, names.map { PlainText.columns($0) }.max() ?? 0)
        var label = StyledText(names[run], .strong).cut(to: width, style)
        label.pad(to: width + 2)
        return label
    }

    // MARK: Lines that stay

    /// The line that tells a piece of news.
    ///
    /// - Parameters:
    ///   - news: What is new.
    ///   - run: Which run, by its place among the names.
    ///   - time: When it came, since the run started.
    ///   - zero: Time zero, once it is known.
    /// - Returns: A line, or several where it is broken, without a newline at the end.
    func line(_ news: ProgressState.News, of run: Int = 0, at time: Milliseconds, zero: Milliseconds?) -> String {
        let label = self.label(run)
        var line = label + stamp(time, zero: zero)
        line.add("  ")
        switch news {
        case .started(let start):
            if names.isEmpty { line.add(PlainText.clean(start.title), .strong) }
            line.add((names.isEmpty ? "  " : "") + PlainText.clean(start.outcome), .faint)
        case .phase(.baseline): line.add("baseline: every probe once before the trigger", .faint)
        case .phase(.settle): line.add("everything was reached; it has to last", .faint)
        case .phase(let phase): line.add(phase.rawValue, .faint)
        case .triggered(let name):
            line.add("trigger", .strong)
            line.add("  \(PlainText.clean(name.shortened(to: 200)))")
        case .step(let step): line = line + describe(step)
        case .stage(let stage): line = line + describe(stage)
        case .fault(let detail): line.add(PlainText.clean(detail.shortened), .doubt)
        case .interrupted(let signal): line.add("interrupted by \(PlainText.clean(signal))", .doubt)
        }
        return line.lines(style, hanging: label.columns + Self.stampWidth + 2).joined(separator: "\n")
    }

    private static let stampWidth = 8

    private func stamp(_ time: Milliseconds, zero: Milliseconds?) -> StyledText {
        let text = zero.map { "+\(max(0, time - $0).asText)" } ?? time.asText
        var stamp = StyledText(String(repeating: " ", count: max(0, Self.stampWidth - text.count)))
        stamp.add(text, .faint)
        return stamp
    }

    private func describe(_ step: StepResult) -> StyledText {
        let outcome = step.finished?.outcome
        let sign = outcome == .passed ? style.symbols.good : outcome == .failed ? style.symbols.bad : style.symbols.open
        var text = StyledText(sign, outcome == .passed ? .good : outcome == .failed ? .bad : .faint)
        text.add(" step \(step.started.number)  \(PlainText.clean(step.started.shortName))")
        if let outcome, outcome != .passed, outcome != .failed { text.add("  \(outcome.rawValue)", .faint) }
        if let end = step.end { text.add("  \(max(0, end - step.start).asText)", .faint) }
        if let error = step.finished?.error { text.add("  \(PlainText.clean(error.message.shortened))", .bad) }
        return text
    }

    private func describe(_ stage: StageOutcome) -> StyledText {
        let sign = style.symbols.sign(stage.status)
        var text = StyledText(sign.text, sign.ink)
        text.add(" \(name(stage))")
        if !stage.status.isGood { text.add("  \(stage.status.words)", sign.ink) }
        if let boundary = stage.boundary { text.add("  \(PlainText.clean(boundary.description))", .faint) }
        if !stage.status.isGood, !stage.detail.isEmpty {
            text.add("  \(PlainText.clean(stage.detail.shortened))", .faint)
        }
        return text
    }

    private func name(_ stage: StageOutcome) -> String {
        stage.subject == .final ? "final state" : PlainText.clean(stage.subject.description)
    }

    // MARK: The lines that are drawn again in their place

    /// A run's line of now.
    ///
    /// - Parameters:
    ///   - state: How the run is going.
    ///   - run: Which run, by its place among the names.
    ///   - now: The time since the run started.
    ///   - frame: Which picture of the turning sign.
    /// - Returns: A line that is narrower than the terminal, without a newline.
    func live(_ state: ProgressState, of run: Int = 0, now: Milliseconds, frame: Int) -> String {
        let symbols = style.symbols
        let room = max(10, (style.width ?? 80) - 1)
        var line = StyledText(symbols.frames[frame % symbols.frames.count], .doubt)
        line.add(" ")
        line = line + label(run, room: room / 3)
        line.add(state.zero.map { "+\(Self.tenths(now - $0)) s" } ?? "\(Self.tenths(now)) s", .strong)
        let overtime = state.overtime(now: now)
        let isWaiting = state.isWaiting && overtime == nil
        if let plan = state.fold.plan, isWaiting { line.add(" of \(plan.within.asText)", .faint) }
        line.add("  ")
        let left = room - line.columns
        let rest = isWaiting ? stages(state, room: left) : activity(state, overtime, now: now, room: left)
        return (line + rest).cut(to: room, style).lines(style)[0]
    }

    /// The line below those of the runs.
    ///
    /// - Parameters:
    ///   - done: How many runs are over.
    ///   - hidden: How many that are going have no line for want of room.
    /// - Returns: A line that is narrower than the terminal, without a newline.
    func count(done: Int, hidden: Int) -> String {
        var line = StyledText("  \(done) of \(names.count) done", .faint)
        if hidden > 0 { line.add(", \(hidden) more going", .faint) }
        return line.cut(to: max(10, (style.width ?? 80) - 1), style).lines(style)[0]
    }

    /// Seconds with one decimal: the text does not jump between units while it counts.
    static func tenths(_ time: Milliseconds) -> String {
        guard let tenths = (max(0, time) / 100).rounded(.down).whole else { return "\(time / 1000)" }
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func activity(
        _ state: ProgressState, _ overtime: Overtime?, now: Milliseconds, room: Int
    ) -> StyledText {
        let stages = state.stages.filter { $0.subject != .final }
        let reached = stages.filter(\.status.isGood).count
        var text = StyledText()
        if !stages.isEmpty {
            let worst = stages.first { $0.status.isBad } ?? stages.first { !$0.status.isGood } ?? stages[0]
            let sign = awaitedSign(worst)
            text.add(sign.text, sign.ink)
            text.add(" \(reached) of \(stages.count)  ")
        }
        if let overtime {
            text.add(words(overtime, state, room: room - text.columns))
            let awaited = stages.filter { !$0.status.isGood }
            if !awaited.isEmpty { text = text + StyledText("  ") + list(awaited, withTimes: false) }
        } else if let since = state.settlingSince, let plan = state.fold.plan {
            text.add("settling \(Self.tenths(now - since)) of \(plan.settle.asText)")
        } else if let step = state.step {
            text.add("step \(step.number)  ", .faint)
            text.add(PlainText.clean(step.shortName))
        } else {
            text.add(state.phaseText, .faint)
        }
        return text
    }

    /// Stages with what is known of each, as much as there is room for.
    private func stages(_ state: ProgressState, room: Int) -> StyledText {
        let stages = state.stages.filter { $0.subject != .final }
        let full = list(stages, withTimes: true)
        if full.columns <= room { return full }
        let short = list(stages, withTimes: false)
        if short.columns <= room { return short }
        // Those that were reached become a number; what is awaited is what matters.
        let rest = stages.filter { !$0.status.isGood }
        let count = StyledText("\(stages.count - rest.count) of \(stages.count)", .good)
        return rest.isEmpty ? count : count + StyledText("  ") + list(rest, withTimes: false)
    }

    /// The sign of a stage while the run goes on: what is not known yet is awaited.
    private func awaitedSign(_ stage: StageOutcome) -> (text: String, ink: StyledText.Ink) {
        style.symbols.sign(stage.status == .unknown ? .pending : stage.status)
    }

    private func list(_ stages: [StageOutcome], withTimes: Bool) -> StyledText {
        var text = StyledText()
        var isFirstOpen = true
        for stage in stages {
            if !text.isEmpty { text.add("  ") }
            let sign = awaitedSign(stage)
            text.add("\(sign.text) ", sign.ink)
            let isOpen = !stage.status.isGood
            text.add(name(stage), isOpen && !isFirstOpen ? .faint : .plain)
            if isOpen { isFirstOpen = false }
            if withTimes, let at = stage.reachedAt { text.add(" \(at.asText)", .faint) }
        }
        return text
    }
}

extension ProgressState {
    /// True while stages are awaited, also again after a flicker.
    var isWaiting: Bool {
        let isAfter = fold.phase == .then || fold.phase == .teardown
        return zero != nil && !isAfter && fold.watch?.settling == .notStarted
    }

    /// Since when everything has held, while it has to last.
    var settlingSince: Milliseconds? {
        guard fold.phase != .then, fold.phase != .teardown, case .running(let since) = fold.watch?.settling else {
            return nil
        }
        return since
    }

    /// The phase in words.
    var phaseText: String {
        switch fold.phase {
        case nil: "starting"
        case .setup: "setting up test data"
        case .steps: "steps"
        case .baseline: "baseline"
        case .trigger: "trigger"
        case .converge, .settle: settledText
        case .then: "checking the page"
        case .teardown: "cleaning up"
        }
    }

    private var settledText: String {
        switch fold.watch?.settling {
        case .broken: "it did not last, taking evidence"
        case .abandoned: "it kept flickering, taking evidence"
        default: "the back end has settled"
        }
    }
}
