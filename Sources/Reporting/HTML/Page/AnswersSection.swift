import Convergence
import RunModel

/// The five questions of whoever is called at night, answered.
struct AnswersSection {
    let result: RunResult

    private static let questions = [
        "Which stage did the workflow reach?", "Which service boundary failed?",
        "Was it deterministic or a timeout?", "Did the page diverge from the back end?",
        "Were effects duplicated, missing or delayed?",
    ]

    /// The section.
    var markup: Markup {
        let rows = zip(Self.questions, answers).enumerated().markup { index, row in
            "<div><dt>\(row.0)</dt><dd>\(index == 1 ? place(row.1) : "\(row.1)")</dd></div>\n"
        }
        return """
            <section class="answers" aria-labelledby="answers">
            <h2 id="answers" class="hidden">The five answers</h2>
            <dl>
            \(rows)</dl>
            </section>

            """
    }

    private var answers: [String] { result.diagnosis?.lines ?? passed }

    /// A run that passed has no diagnosis, but the same questions.
    private var passed: [String] {
        let stages = result.stages.filter { $0.subject != .final }
        let last = stages.max { ($0.reachedAt ?? 0) < ($1.reachedAt ?? 0) }
        let when = last.flatMap { stage in stage.reachedAt.map { "; the last, \(stage.subject), at +\($0.elapsedText)" }
        }
        let settle = result.plan?.settle ?? 0
        let held = settle > 0 ? ", and everything held for \(settle.elapsedText)" : ""
        let shown = result.agreements.first.flatMap { $0.ui }?.shortened(to: 120)
        let agreement = shown.map { "page and back end both say \"\($0)\"" }
        let again = stages.filter { !$0.redelivered.isEmpty }.map { "\($0.subject)" }
        let redelivered = again.isEmpty ? "" : "; delivered again and counted once: \(again.joined(separator: ", "))"
        return [
            "All of them, \(stages.count) of \(stages.count)\(when ?? "").",
            "None.",
            "Neither: it converged\(result.convergedAt.map { " \($0.elapsedText) after the trigger" } ?? "")\(held).",
            "No: \(agreement ?? "every check of the page passed after the back end had settled").",
            "No: every effect is there once and in time\(redelivered).",
        ]
    }

    /// The boundary stands out where the answer begins with one.
    private func place(_ answer: String) -> Markup {
        guard let boundary = result.firstReason?.boundary, answer.hasPrefix("\(boundary): ") else { return "\(answer)" }
        return "\(Words.place(boundary)): \(String(answer.dropFirst(boundary.description.count + 2)))"
    }
}
