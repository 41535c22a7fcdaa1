import Convergence
import RunModel

/// What is printed of a proof.
package enum ProofText {
    /// The block: the two runs, the score, and each survivor with the line that lets it live.
    ///
    /// - Parameters:
    ///   - report: The proof.
    ///   - style: What it goes to.
    /// - Returns: Text with a newline at its end.
    package static func block(_ report: ProofReport, style: TerminalStyle) -> String {
        var lines = StyledText(PlainText.clean(report.scenario), .strong).lines(style)
        lines += written(report, style)
        if let withoutTrigger = report.withoutTrigger {
            lines += control(withoutTrigger, report, style) + noProof(withoutTrigger.result, report, style)
        }
        if let proof = report.proof { lines += mutants(proof, report, style) }
        if let problem = report.problem { lines += row("?", .doubt, "mutants", PlainText.clean(problem), style) }
        lines += [""] + StyledText(conclusion(report), .strong).lines(style)
        return lines.map { $0 + "\n" }.joined()
    }

    private static let nameColumn = 24

    private static func row(
        _ sign: String, _ ink: StyledText.Ink, _ name: String, _ text: String, _ style: TerminalStyle
    ) -> [String] {
        var line = StyledText("  \(sign) ", ink)
        line.add(name)
        line.pad(to: nameColumn)
        line.add("  " + text)
        return line.lines(style, hanging: 4)
    }

    private static func link(_ run: FinishedRun, _ style: TerminalStyle) -> [String] {
        run.folder.map { folder in
            let path = run.files.contains(VerdictText.reportFile) ? "\(folder)/\(VerdictText.reportFile)" : folder
            return (StyledText("    ") + StyledText(FileLink.text(path), .faint)).lines(style.unbroken)
        } ?? []
    }

    private static func written(_ report: ProofReport, _ style: TerminalStyle) -> [String] {
        let result = report.written.result
        let sign = style.symbols.sign(result.verdict)
        let text = "\(result.verdict.rawValue) in \(result.duration.elapsedText)\(reason(result))"
        let lines = row(sign.text, sign.ink, "as written", text, style)
        return result.verdict == .passed ? lines : lines + link(report.written, style)
    }

    private static func reason(_ result: RunResult) -> String {
        guard let reason = result.firstReason else { return "" }
        let boundary = reason.boundary.map { " at \(PlainText.clean($0.description))" } ?? ""
        return ": \(reason.code.rawValue)\(boundary)"
    }

    private static func control(_ run: FinishedRun, _ report: ProofReport, _ style: TerminalStyle) -> [String] {
        let (symbols, name, result) = (style.symbols, "control (no trigger)", run.result)
        if result.verdict == .passed {
            let place = report.place(result.places[PlaceKey.trigger])
            return row(symbols.bad, .bad, name, "passed all the same: something else does its work", style)
                + note("\(place): start from a state that only the trigger changes", style) + link(run, style)
        }
        if !report.held.isEmpty {
            let count = report.held.count
            return row(
                symbols.bad, .bad, name, "\(count) of its stages \(count == 1 ? "holds" : "hold") all the same", style)
                + report.held.flatMap { stage in
                    let place = report.place(result.places[stage.subject.key])
                    let subject = stage.subject == .final ? "the final state" : "\(stage.subject)"
                    return note("\(place): \(subject) holds without the trigger", style)
                } + link(run, style)
        }
        if report.isControl {
            return row(symbols.good, .good, name, "failed as it must: \(missing(result)) missing", style)
        }
        return row(symbols.doubt, .doubt, name, "\(result.verdict.rawValue)\(reason(result))", style) + link(run, style)
    }

    private static func missing(_ result: RunResult) -> String {
        let count = result.stages.count { $0.subject != .final && $0.status == .missing }
        return count == 0 ? "final state" : "\(count) stage\(count == 1 ? "" : "s") and final state"
    }

    private static func noProof(_ result: RunResult, _ report: ProofReport, _ style: TerminalStyle) -> [String] {
        report.noProof.flatMap { stage in
            let text = "not proof of the trigger: it comes without it, as `may_hold_before` lets it"
            let place = report.place(result.places[stage.subject.key])
            return row(style.symbols.open, .faint, PlainText.clean("\(stage.subject)"), text, style)
                + note("\(place): if it is the trigger's work, start from a state in which nothing else does it", style)
        }
    }

    private static func mutants(_ proof: Proof, _ report: ProofReport, _ style: TerminalStyle) -> [String] {
        let survivors = proof.survivors
        let sign = survivors.isEmpty ? (style.symbols.good, StyledText.Ink.good) : (style.symbols.bad, .bad)
        let killed = "\(proof.trials.count - survivors.count) of \(proof.trials.count) killed"
        let equivalent = proof.equivalent == 0 ? "" : ", \(proof.equivalent) left out: the same by rule"
        return row(sign.0, sign.1, "mutants", killed + equivalent, style)
            + survivors.flatMap { survivor in
                let subject =
                    survivor.mutation.subject == .final
                    ? "the final state" : PlainText.clean(survivor.mutation.subject.description)
                let came = survivor.reason?.code.rawValue ?? survivor.verdict.rawValue
                return row(style.symbols.bad, .bad, subject, "\(survivor.mutation): \(came)", style)
                    + note("\(report.place(survivor.place)): \(survivor.remedy)", style)
            }
    }

    private static func note(_ text: String, _ style: TerminalStyle) -> [String] {
        (StyledText("      ") + StyledText(PlainText.clean(text), .faint)).lines(style, hanging: 6)
    }

    private static func conclusion(_ report: ProofReport) -> String {
        switch report.outcome {
        case .proven: "proven: it fails whenever it should"
        case .weak: "weak: it would stay green where it must not"
        case .unproven where report.signal != nil: "not proven: interrupted before everything was tried"
        case .unproven where report.written.result.verdict != .passed:
            "not proven: only a run that passes can be told again otherwise; see why it did not"
        case .unproven where report.isControl: "not proven: the run as written cannot be told again otherwise"
        case .unproven: "not proven: the run without its trigger came to no verdict"
        }
    }
}
