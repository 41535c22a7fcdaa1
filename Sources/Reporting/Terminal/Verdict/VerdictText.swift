import Convergence
package import RunModel

/// The verdict block: what is printed of a run when it is over.
package struct VerdictText {
    /// How much is said.
    package enum Detail: Sendable {
        /// Everything.
        case full
        /// One line for a run that passed; for others the five answers, the verdict and where the bundle is. Below it what
        /// happened that the verdict alone does not say.
        case brief
    }

    let result: RunResult
    let folder: String?
    var fileNames: [String] = []
    let exitCode: Int?
    let style: TerminalStyle

    /// The file of a bundle that people open first.
    package static let reportFile = "report.html"

    /// The block.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - folder: The bundle's folder, absolute; `nil` when nothing was kept.
    ///   - files: The bundle's files, as paths in it: what is there for people to open is linked.
    ///   - exitCode: What the process will end with; `nil` leaves it out.
    ///   - detail: How much is said.
    ///   - style: What it goes to.
    /// - Returns: Text with a newline at its end. Of a run that did not pass, the first five lines answer the five
    ///   questions; they are broken only where the terminal is too narrow for them.
    package static func block(
        _ result: RunResult,
        folder: String? = nil,
        files: [String] = [],
        exitCode: Int? = nil,
        detail: Detail = .full,
        style: TerminalStyle
    ) -> String {
        let text = VerdictText(
            result: result, folder: folder, fileNames: files, exitCode: exitCode, style: style)
        let lines = detail == .full ? text.full : text.brief
        return lines.map { $0 + "\n" }.joined()
    }

    private var full: [String] {
        var sections = [answers, headline, table, stepSection, evidence, notes, files, exit]
        sections.removeAll(where: \.isEmpty)
        return Array(sections.joined(separator: [""]))
    }

    private var brief: [String] {
        answers + headline + (result.verdict == .passed ? [] : link.map { [$0] } ?? []) + remarks
    }

    // MARK: The parts

    /// The five answers, each with the word for its question; none for a run that passed.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - style: What they go to.
    /// - Returns: Lines without newlines.
    static func answers(_ result: RunResult, style: TerminalStyle) -> [String] {
        VerdictText(result: result, folder: nil, exitCode: nil, style: style).answers
    }

    private var answers: [String] {
        guard let diagnosis = result.diagnosis else { return [] }
        return zip(["reached", "boundary", "nature", "diverged", "effects"], diagnosis.lines).flatMap { label, answer in
            var line = StyledText(label, .strong)
            line.pad(to: Self.labelWidth)
            let answer = PlainText.clean(answer)
            let place = answer.prefix { $0 != ":" }
            let isPlace = label == "boundary" && place.contains(" -> ")
            line.add(isPlace ? String(place) : "", .bad)
            line.add(isPlace ? String(answer.dropFirst(place.count)) : answer)
            return line.lines(style, hanging: Self.labelWidth)
        }
    }

    private static let labelWidth = 10

    /// What the run is called: scenario, verdict, first reason.
    private var headline: [String] {
        let sign = style.symbols.sign(result.verdict)
        var line = StyledText("\(sign.text) ", sign.ink)
        line.add(PlainText.clean(result.start?.title ?? "run"), .strong)
        line.add(" ")
        switch result.verdict {
        case .passed:
            line.add("passed", .good)
            line.add(" in \(result.duration.elapsedText)")
            if let converged = result.convergedAt {
                line.add(": converged \(converged.asText) after the trigger", .faint)
                if let plan = result.plan, plan.settle > 0 { line.add(", settled \(plan.settle.elapsedText)", .faint) }
            }
        case .failed, .inconclusive:
            line.add(result.verdict.rawValue, sign.ink)
            if let reason = result.firstReason {
                line.add(": \(reason.code.rawValue)")
                if let boundary = reason.boundary { line.add(" at \(PlainText.clean(boundary.description))") }
            }
            line.add(" after \(result.duration.elapsedText)", .faint)
        case .interrupted:
            line.add("interrupted", sign.ink)
            line.add(result.signal.map { " by \(PlainText.clean($0))" } ?? ": the journal ends before the run did")
            line.add(" after \(result.duration.elapsedText)", .faint)
        }
        return line.lines(style, hanging: 2)
    }

    private var table: [String] {
        StageTable(result, style: style).lines(style)
    }

    /// What else speaks for the diagnosis, without what stands elsewhere in the block: failed steps, reasons of single
    /// stages, and the reading that the first reason quotes.
    private var evidence: [String] {
        guard let diagnosis = result.diagnosis else { return [] }
        let quoted = result.firstReason?.detail ?? ""
        var items = diagnosis.evidence.filter { item in
            if item.hasPrefix("also ") || item.hasPrefix("step: ") { return false }
            let reading = item.split(separator: ": ", maxSplits: 1).last ?? ""
            return !(item.hasPrefix("last reading: ") && quoted.contains(reading))
        }
        items += result.reasons.dropFirst().filter { $0.stage == nil }.map { "also \($0.code.rawValue): \($0.detail)" }
        items += result.audit.bare.prefix(3).map { "without the correlation ID: \($0)" }
        return section("evidence", items)
    }

    private var notes: [String] {
        let dropped = result.dropped.map { "left out: \($0.count) \(style.symbols.times) \($0.what)" }
        // Of any other run they stand in the evidence.
        let bare = result.verdict == .passed ? bareRequests : []
        return section("notes", result.notes + bare + dropped)
    }

    /// The notes that are told also where little is, a line each.
    private var remarks: [String] {
        (result.observations + bareRequests).flatMap { note in
            var line = StyledText("  note", .strong)
            line.pad(to: Self.labelWidth + 2)
            line.add(PlainText.clean(note.shortened))
            return line.lines(style, hanging: Self.labelWidth + 2)
        }
    }

    /// That requests went to an allowed origin without the correlation ID, in one line (R18).
    private var bareRequests: [String] {
        guard let first = result.audit.bare.first else { return [] }
        let count = result.audit.bare.count
        let rest = count == 1 ? "" : ", and \(count - 1) more"
        return ["without the correlation ID: \(first)\(rest)"]
    }

    private func section(_ title: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        return ["  " + StyledText(title, .strong).lines(style)[0]]
            + items.flatMap { StyledText("    \(PlainText.clean($0.shortened))").lines(style, hanging: 6) }
    }

    // MARK: Where to look

    private var link: String? { folder.map { StyledText(FileLink.text($0)).lines(style.unbroken)[0] } }

    private var files: [String] {
        guard let link else { return [] }
        var lines = [label("bundle") + link]
        if let folder, fileNames.contains(Self.reportFile) {
            lines.insert(label("report") + FileLink.text("\(folder)/\(Self.reportFile)"), at: 0)
        }
        if let shot = result.failurePicture, result.verdict != .passed, let folder {
            lines.append(label("picture") + FileLink.text("\(folder)/blobs/\(shot)"))
        }
        if let correlation = result.start?.correlationID, result.verdict != .passed, result.zero != nil {
            lines.append(label("search") + "\(PlainText.clean(correlation)) in the logs of the services")
        }
        return lines
    }

    private func label(_ text: String) -> String {
        var label = StyledText("  \(text)", .strong)
        label.pad(to: Self.labelWidth + 2)
        return label.lines(style.unbroken)[0]
    }

    private var exit: [String] {
        guard let exitCode, result.verdict != .passed else { return [] }
        let meaning: String
        switch result.verdict {
        case .passed: meaning = "passed"
        case .failed: meaning = "what the scenario promises did not hold"
        case .inconclusive: meaning = "nothing was proven, neither way: look at the environment; a gate must stop here"
        case .interrupted: meaning = "the run was ended from outside; the bundle is whole as far as it goes"
        }
        return StyledText("  exit \(exitCode): \(meaning)", .faint).lines(style, hanging: 4)
    }
}
