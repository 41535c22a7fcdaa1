import Convergence
import RunModel

/// The top of the page: what the run proved, in one sentence, and what speaks for it.
struct VerdictSection {
    let result: RunResult

    /// The section.
    var markup: Markup {
        """
        <section class="verdict \(result.verdict.rawValue)" aria-labelledby="verdict">
        <p class="tag">\(Icon(result.verdict).markup)<b>\(word)</b>\(code)</p>
        <h1 id="verdict">\(Headline(result: result).sentence).</h1>
        \(lede)\(control)\(promise)\(OriginLine(result: result).markup)</section>

        """
    }

    private var word: String { result.verdict.rawValue.prefix(1).uppercased() + result.verdict.rawValue.dropFirst() }

    private var code: Markup {
        guard result.verdict != .passed, let reason = result.firstReason else { return "" }
        return " <code>\(reason.code.rawValue)</code>"
    }

    private var lede: Markup {
        guard result.verdict != .passed, let reason = result.firstReason else { return "" }
        return "<p class=\"lede\">\(because(reason))</p>\n"
    }

    /// The reason, without what the headline has said already.
    private func because(_ reason: Reason) -> String {
        let repeats: Set<ReasonCode> = [.stageMissing, .stageDuplicated, .stageRegressed]
        let stage = result.stages.first { $0.subject.description == reason.stage }
        guard repeats.contains(reason.code), let detail = stage?.detail, !detail.isEmpty else {
            return reason.detail.shortened
        }
        return detail.shortened
    }

    /// What the verdict means for a run whose trigger was left out.
    private var control: Markup {
        guard result.start?.variation == .triggerLeftOut else { return "" }
        let meaning = "The trigger was left out, and failing is what is wanted."
        return "<p class=\"promise\"><span>Control</span> \(meaning)</p>\n"
    }

    private var promise: Markup {
        guard let outcome = result.start?.outcome, !outcome.isEmpty else { return "" }
        let label = result.verdict == .passed ? "Proven" : "Promised"
        return "<p class=\"promise\"><span>\(label)</span> \(outcome)</p>\n"
    }
}
