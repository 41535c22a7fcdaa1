import Convergence
import RunModel

/// The table of stages: sign, name, what became of it, when, by when it had to be, whose boundary it proves.
struct StageTable {
    private struct Row {
        var sign: (text: String, ink: StyledText.Ink)
        var cells: [String]
        var inks: [StyledText.Ink]
        var detail: String
        var isBlamed: Bool

        var isGood: Bool { sign.ink == .good }
    }

    private let rows: [Row]
    private let setter: ColumnSetter
    private static let titles = ["stage", "status", "reached", "budget", "boundary"]

    /// Makes the table.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - style: What it goes to.
    init(_ result: RunResult, style: TerminalStyle) {
        let judge = StageJudge(result)
        rows = result.stages.map { stage in
            Self.row(
                stage, isBlamed: judge.isBlamed(stage), isConsequence: judge.isConsequence(stage), style: style)
        }
        setter = ColumnSetter([Self.titles] + rows.map(\.cells), numbers: [2, 3])
    }

    private static func row(
        _ stage: StageOutcome,
        isBlamed: Bool,
        isConsequence: Bool,
        style: TerminalStyle
    ) -> Row {
        let sign = style.symbols.sign(stage.status)
        let ink: StyledText.Ink = isConsequence || stage.status == .pending ? .faint : .plain
        let says = !stage.status.isGood && stage.status != .pending && !isConsequence
        return Row(
            sign: isConsequence ? (sign.text, .faint) : sign,
            cells: [
                stage.subject == .final ? "final state" : PlainText.clean(stage.subject.description),
                stage.status.words, stage.reachedAt.map { "+\($0.asText)" } ?? "-", stage.budget.asText,
                PlainText.clean(stage.boundary?.description ?? ""),
            ],
            inks: [
                isBlamed && !stage.status.isGood ? .strong : ink,
                stage.status.isGood || isConsequence ? .faint : sign.ink,
                ink, .faint, isBlamed && !stage.status.isGood ? .bad : ink,
            ],
            detail: says ? PlainText.clean(stage.shownDetail.shortened) : "",
            isBlamed: isBlamed
        )
    }

    /// The table's lines, indented.
    func lines(_ style: TerminalStyle, indent: Int = 2) -> [String] {
        guard !rows.isEmpty else { return [] }
        let columns = columnsThatFit(style.width.map { $0 - indent - 2 })
        var lines: [String] = []
        if columns.count > 2 {
            var header = StyledText(String(repeating: " ", count: indent + 2))
            setter.add(Self.titles, inks: Self.titles.map { _ in .faint }, columns: columns, to: &header)
            lines += header.lines(style)
        }
        for row in rows {
            var line = StyledText(String(repeating: " ", count: indent))
            line.add(row.sign.text, row.sign.ink)
            line.add(" ")
            setter.add(row.cells, inks: row.inks, columns: columns, to: &line)
            lines += line.lines(style, hanging: indent + 2)
            if !row.detail.isEmpty {
                let detail =
                    StyledText(String(repeating: " ", count: indent + 4))
                    + StyledText(row.detail, row.isBlamed ? .plain : .faint)
                lines += detail.lines(style, hanging: indent + 4)
            }
        }
        return lines
    }

    /// The columns that have room beside one another. The status goes first where all are good, then the budget and
    /// the time; who was reached and whose boundary it is stays.
    private func columnsThatFit(_ room: Int?) -> [Int] {
        var columns = Array(Self.titles.indices)
        if rows.allSatisfy({ $0.isGood }) { columns.removeAll { $0 == 1 } }
        if rows.allSatisfy({ $0.cells[4].isEmpty }) { columns.removeAll { $0 == 4 } }
        guard let room else { return columns }
        for candidate in [3, 2] where setter.width(columns) > room { columns.removeAll { $0 == candidate } }
        return columns
    }
}

extension StageOutcome.Status {
    /// The status in words.
    var words: String { rawValue.replacing("_", with: " ") }
}
