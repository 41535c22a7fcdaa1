/// Lines that do not fit those above.
extension TrapScanner {
    /// The column of the map or list around what begins at the key or dash that is read.
    var outerLevel: Int { levels.last { $0 < node } ?? -1 }

    /// Whether only space stands before a column.
    func isFirst(_ column: Int) -> Bool { lines[row][..<column].allSatisfy { $0 == " " || $0 == "\t" } }

    /// Begins a key or dash, or goes on with the map or list that it belongs to.
    ///
    /// - Parameter range: The key or dash.
    /// - Returns: Whether it can stand there; if not, it is noted.
    mutating func enter(_ range: Range<Int>) -> Bool {
        let column = range.lowerBound
        guard isFirst(column) else {
            if column > levels.last ?? -1 { levels.append(column) }
            return true
        }
        var inner: Int?
        while let level = levels.last, level > column {
            levels.removeLast()
            inner = level
        }
        guard let level = levels.last else {
            levels.append(column)
            return true
        }
        if level == column { return true }
        // What a trap covers may be what this belongs to.
        if (isOpen && inner == nil) || !traps.isEmpty {
            levels.append(column)
            return true
        }
        refuse(.misplaced(levels: [level] + (inner.map { [$0] } ?? [])), range)
        return false
    }

    /// Reads a line that goes on with an unquoted text, in which a colon cannot stand.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - indent: Where the line begins.
    mutating func goOn(with text: PlainText, from indent: Int) {
        guard let colon = keyEnd(from: indent) else { return }
        if text.isKeyPlace {
            let words = self.text(text.range, in: text.row).split(separator: " ")
            let key = words.first.map(String.init).flatMap { word in
                keys.contains(word) || (words.count == 1 && Spelling.isName(word)) ? word : nil
            }
            refuse(.missingColon(key: key), text.range, in: text.row)
        } else {
            refuse(.indented(by: text.node, line: text.row + 1), indent..<colon)
        }
    }

    /// Where the colon of a key stands, if there is one.
    private func keyEnd(from start: Int) -> Int? {
        let line = lines[row]
        for column in start..<line.count {
            if line[column] == "#", column == start || isSpace(line, column - 1) { return nil }
            if line[column] == ":", column > start, isSpace(line, column + 1) { return column }
        }
        return nil
    }
}
