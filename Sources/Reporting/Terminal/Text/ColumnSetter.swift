/// Sets cells side by side: each column as wide as its widest cell, two spaces between them.
struct ColumnSetter {
    private let widths: [Int]
    private let numbers: Set<Int>

    /// Measures the columns.
    ///
    /// - Parameters:
    ///   - rows: All rows, titles too; as many cells in each.
    ///   - numbers: The columns of numbers, which stand at the right.
    init(_ rows: [[String]], numbers: Set<Int>) {
        widths = (rows.first ?? []).indices.map { column in rows.map { PlainText.columns($0[column]) }.max() ?? 0 }
        self.numbers = numbers
    }

    /// How wide columns are, with the spaces between them.
    func width(_ columns: [Int]) -> Int { columns.reduce(0) { $0 + widths[$1] + 2 } - 2 }

    /// Adds a row to a line; behind its last cell with anything in it nothing is padded.
    ///
    /// - Parameters:
    ///   - cells: The row, one cell a column.
    ///   - inks: How each looks.
    ///   - columns: The columns that are shown.
    ///   - line: What it is added to.
    func add(_ cells: [String], inks: [StyledText.Ink], columns: [Int], to line: inout StyledText) {
        for column in columns {
            let padding = String(repeating: " ", count: widths[column] - PlainText.columns(cells[column]))
            if numbers.contains(column) { line.add(padding) }
            line.add(cells[column], inks[column])
            let rest = columns.drop { $0 <= column }
            guard rest.contains(where: { !cells[$0].isEmpty }) else { continue }
            line.add(numbers.contains(column) ? "  " : padding + "  ")
        }
    }
}
