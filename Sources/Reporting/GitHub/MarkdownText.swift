/// Text of others in GitHub's Markdown, where it must be no markup, no link and no mention: it stands in code only.
enum MarkdownText {
    /// The text as code within a line.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - isCell: True in a table, where a bar ends the cell, in code as well (GFM, 4.10).
    /// - Returns: A code span; nothing for an empty text.
    static func code(_ text: String, isCell: Bool = false) -> String {
        var text = PlainText.clean(text)
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return "" }
        let fence = String(repeating: "`", count: longestFence(in: text) + 1)
        if isCell { text = text.replacingScalars { $0 == "|" ? "\\|" : nil } }
        // A span drops one space at each end, if there is one at both (CommonMark, 6.1).
        let needsRoom = first == "`" || last == "`" || (first == " " && last == " ")
        let room = needsRoom ? " " : ""
        return fence + room + text + room + fence
    }

    /// Lines as a block of code.
    ///
    /// - Parameter lines: Lines that are clean.
    /// - Returns: The block with a newline at its end.
    static func block(_ lines: [String]) -> String {
        let fence = String(repeating: "`", count: max(3, longestFence(in: lines.joined(separator: "\n")) + 1))
        return "\(fence)text\n\(lines.map { $0 + "\n" }.joined())\(fence)\n"
    }

    /// A row of a table.
    static func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }

    private static func longestFence(in text: String) -> Int {
        var longest = 0
        var length = 0
        for scalar in text.unicodeScalars {
            length = scalar == "`" ? length + 1 : 0
            longest = max(longest, length)
        }
        return longest
    }
}
