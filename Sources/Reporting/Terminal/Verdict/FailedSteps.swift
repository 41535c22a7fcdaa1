import Convergence
import RunModel

extension VerdictText {
    /// Every step that failed, with what was expected and what was tried.
    var stepSection: [String] {
        result.steps.filter { $0.failed && $0.started.phase != .teardown }.flatMap(describe)
    }

    private func describe(_ step: StepResult) -> [String] {
        guard let error = step.finished?.error else { return [] }
        var title = StyledText("  step \(step.started.number)", .strong)
        title.pad(to: Self.stepIndent)
        title.add(PlainText.clean(step.started.shortName))
        if let file = result.start?.file {
            title.add("  \(PlainText.clean(step.started.location.text(in: file)))", .faint)
        }
        var lines = title.lines(style, hanging: Self.stepIndent)
        lines += detail("", error.message, .bad)
        let values = [("expected  ", error.expected), ("actual    ", error.actual)]
        // Both side by side, unless the message has said them.
        if values.contains(where: { !error.message.contains($0.1 ?? "") }) {
            for (label, value) in values { lines += value.map { detail(label, $0) } ?? [] }
        }
        for entry in error.log.suffix(Self.logLines) { lines += detail("", entry, .faint) }
        return lines
    }

    private static let stepIndent = 12
    /// The end of a call log says what was waited for last; the rest is in the journal.
    private static let logLines = 6

    private func detail(_ label: String, _ text: String, _ ink: StyledText.Ink = .plain) -> [String] {
        let indent = String(repeating: " ", count: Self.stepIndent)
        let line = StyledText(indent + label, .faint) + StyledText(PlainText.clean(text.shortened), ink)
        return line.lines(style, hanging: Self.stepIndent + label.count)
    }
}
