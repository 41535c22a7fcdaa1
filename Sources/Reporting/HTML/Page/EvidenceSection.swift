import Convergence
import RunModel

/// What else speaks for the verdict: further reasons, evidence, page against back end, correlation, probes, notes.
struct EvidenceSection {
    let result: RunResult

    /// Requests that are named; how many there are is said.
    private static let listed = 12

    /// The sections, side by side where there is room.
    var markup: Markup {
        let parts = [reasons, evidence, agreements, correlation, probes, notes].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : "<div class=\"cards\">\n\(parts)</div>\n"
    }

    private func card(_ name: Markup, _ title: Markup, _ body: Markup) -> Markup {
        """
        <section class="card" aria-labelledby="\(name)">
        <h2 id="\(name)">\(title)</h2>
        \(body)
        </section>

        """
    }

    private func list(_ items: [String]) -> Markup { "<ul>\(items.markup { "<li>\($0)</li>" })</ul>" }

    private var reasons: Markup {
        let others = result.reasons.dropFirst()
        guard !others.isEmpty else { return "" }
        let items = others.markup { reason in
            let place: Markup = reason.boundary.map { " at \(Words.place($0))" } ?? ""
            return "<li><code>\(reason.code.rawValue)</code>\(place): \(reason.detail.shortened)</li>"
        }
        return card("reasons", "Further reasons", "<ul>\(items)</ul>")
    }

    /// Without what stands elsewhere on the page: failed steps and further reasons.
    private var evidence: Markup {
        let lines = result.diagnosis?.evidence.filter { !$0.hasPrefix("also ") && !$0.hasPrefix("step: ") } ?? []
        return lines.isEmpty ? "" : card("evidence", "Evidence", list(lines))
    }

    private var agreements: Markup {
        guard !result.agreements.isEmpty else { return "" }
        let rows = result.agreements.markup { agreement in
            let sign = Icon(agreement.agrees ? StepFinished.Outcome.passed : .failed).markup
            return """
                <div class="agreement \(agreement.agrees ? "good" : "broken")"><dl class="versus">\
                <div><dt>Page <small>\(agreement.locator)</small></dt><dd><pre>\(agreement.ui ?? "nothing")</pre></dd></div>\
                <div><dt>Back end <small>\(agreement.source)</small></dt><dd><pre>\(agreement.backend ?? "nothing")</pre></dd></div>\
                </dl><p>\(sign)\(agreement.agrees ? "They agree." : "They do not agree.")</p></div>

                """
        }
        return card("agreements", "Page against back end", rows)
    }

    private var correlation: Markup {
        let audit = result.audit
        guard audit.carried + audit.added + audit.outside + audit.bare.count > 0 else { return "" }
        var items: Markup = """
            <li><b>\(audit.carried)</b> carried the ID, sent by the application itself</li>\
            <li><b>\(audit.added)</b> had it added by the tool</li>\
            <li><b>\(audit.bare.count)</b> went without it to an allowed origin</li>\
            <li><b>\(audit.outside)</b> went to other origins, where it does not go</li>
            """
        if let trigger = audit.trigger, let request = audit.triggerRequest {
            items += "<li>The trigger’s own request, <code>\(request)</code>: \(trigger.rawValue)</li>"
        }
        let bare = list(audit.bare.prefix(Self.listed).map(\.self))
        let left = audit.bare.count - Self.listed
        let rest: Markup = left > 0 ? "<p class=\"note\">and \(left) more</p>" : ""
        let details: Markup =
            audit.bare.isEmpty ? "" : "<details><summary>Without the ID</summary>\(bare)\(rest)</details>"
        return card("correlation", "Correlation, after the trigger", "<ul class=\"numbers\">\(items)</ul>\(details)")
    }

    private var probes: Markup {
        guard !result.looks.isEmpty else { return "" }
        let items = result.looks.sorted { $0.key < $1.key }.markup { name, summary in
            let last: Markup = summary.lastError.map { "; the last: \($0)" } ?? ""
            let errors: Markup = summary.errors > 0 ? ", <b>\(summary.errors)</b> without an answer\(last)" : ""
            let address: Markup = summary.address.map { " at <code>\(Words.cut($0, 200))</code>" } ?? ""
            let looks = "look\(summary.count == 1 ? "" : "s")"
            return "<li><code>\(name)</code>\(address): <b>\(summary.count)</b> \(looks)\(errors)</li>"
        }
        return card("probes", "Probes", "<ul>\(items)</ul>")
    }

    private var notes: Markup {
        let dropped = result.dropped.map { "left out: \($0.count) × \($0.what)" }
        let lines = result.notes + dropped
        return lines.isEmpty ? "" : card("notes", "Notes", list(lines))
    }
}
