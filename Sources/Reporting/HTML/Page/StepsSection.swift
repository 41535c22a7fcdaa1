import Convergence
import RunModel

/// Every step as it went; those that failed with what was expected, what was there, and what was tried.
struct StepsSection {
    let result: RunResult

    /// Longer logs say the same over and over; all of it is in the journal.
    private static let logLines = 40
    /// A step this long is a program; the scenario has it whole.
    private static let nameLength = 400

    /// What failed, for the first screen but one; nothing when nothing did.
    var failures: Markup {
        let failed = result.steps.filter { $0.failed && $0.started.phase != .teardown }
        guard !failed.isEmpty else { return "" }
        return """
            <section class="failures" aria-labelledby="failures">
            <h2 id="failures">\(failed.count == 1 ? "The step that failed" : "The steps that failed")</h2>
            \(failed.markup(failure))</section>

            """
    }

    /// The table of all steps.
    var table: Markup {
        guard !result.steps.isEmpty else { return "" }
        return """
            <section aria-labelledby="steps">
            <h2 id="steps">Steps</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="steps"><table class="steps">
            <thead><tr><th scope="col" class="n">#</th><th scope="col">Step</th><th scope="col" class="more">Phase</th>\
            <th scope="col" class="more">Outcome</th>\
            <th scope="col" class="n">\(result.zero == nil ? "At" : "From trigger")</th>\
            <th scope="col" class="n">Took</th><th scope="col" class="n more">Line</th></tr></thead>
            <tbody>
            \(result.steps.markup(row))</tbody>
            </table></div>
            </section>

            """
    }

    private func row(_ step: StepResult) -> Markup {
        let outcome = step.finished?.outcome
        let isTrigger = step.started.isTrigger ? " <span class=\"badge\">trigger</span>" : "" as Markup
        let start = step.start - (result.zero ?? 0)
        return """
            <tr class="\(outcome?.rawValue ?? "open")" data-step="\(step.started.index)"><td class="n">\(step.started.number)</td>\
            <th scope="row"><div class="cell">\(Icon(outcome).markup)<div>\
            <code>\(Words.cut(step.started.name, Self.nameLength))</code>\(isTrigger)</div></div></th>\
            <td class="more">\(step.started.phase.rawValue)</td><td class="more">\(outcome?.rawValue ?? "not ended")</td>\
            <td class="n">\(result.zero == nil ? Words.span(start) : Words.time(start))</td>\
            <td class="n">\(step.end.map { Words.span($0 - step.start) } ?? "–")</td>\
            <td class="n more">\(line(of: step.started.location))</td></tr>

            """
    }

    /// The line, and the name of its file where that is a fragment.
    private func line(of location: SourceLocation) -> String {
        guard let file = location.file else { return "\(location.line)" }
        return "\(file.split(separator: "/").last ?? ""):\(location.line)"
    }

    private func failure(_ step: StepResult) -> Markup {
        guard let error = step.finished?.error else { return "" }
        let file = result.start.map { step.started.location.text(in: $0.file) } ?? ""
        return """
            <article class="failure">
            <h3>\(Icon.bad.markup)<span>Step \(step.started.number)</span> <code>\(Words.cut(step.started.name, Self.nameLength))</code>\
            <small>\(file)</small></h3>
            <p>\(error.message)</p>
            \(comparison(error))\(log(error.log + step.log))</article>

            """
    }

    private func comparison(_ error: StepFailure) -> Markup {
        guard error.expected != nil || error.actual != nil else { return "" }
        return """
            <dl class="versus"><div><dt>Expected</dt><dd><pre>\(error.expected ?? "–")</pre></dd></div>\
            <div><dt>Actual</dt><dd><pre>\(error.actual ?? "–")</pre></dd></div></dl>

            """
    }

    private func log(_ lines: [String]) -> Markup {
        guard !lines.isEmpty else { return "" }
        let left = lines.count - Self.logLines
        let note: Markup = left > 0 ? "<li class=\"note\">\(left) earlier lines are in the journal</li>" : ""
        return "<details open><summary>Call log</summary><ol class=\"log\">\(note)"
            + lines.suffix(Self.logLines).markup { "<li>\($0)</li>" } + "</ol></details>\n"
    }
}
