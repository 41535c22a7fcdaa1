/// How far a token reaches; nothing here moves the scanner on.
extension TrapScanner {
    /// Whether the lines below belong to the key or dash of this line, so that what follows it is a comment indeed.
    var hasNestedBlock: Bool {
        for line in lines[(row + 1)...] {
            let indent = line.prefix { $0 == " " }.count
            guard indent < line.count, line[indent] != "#" else { continue }
            let isDash = line[indent] == "-" && isSpace(line, indent + 1)
            return indent > node || (indent == node && isDash && last == .key)
        }
        return false
    }

    /// Where a text that begins here was meant to end: at a comment, at the end of the line, and between brackets at
    /// the comma or bracket that is not part of it.
    func textEnd(from start: Int, past hash: Int? = nil) -> Int {
        let line = lines[row]
        var column = start
        var nested = 0
        while column < line.count {
            let scalar = line[column]
            if scalar == "#", column > start, column != hash, isSpace(line, column - 1) { break }
            if !flow.isEmpty {
                if nested == 0, scalar == "," || scalar == "}" || scalar == "]" { break }
                if scalar == "{" || scalar == "[" { nested += 1 }
                if scalar == "}" || scalar == "]" { nested -= 1 }
            }
            column += 1
        }
        return trimmed(line, start..<column)
    }

    func trimmed(_ line: [Unicode.Scalar], _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound + 1, isSpace(line, end - 1) { end -= 1 }
        return end
    }

    func isSpace(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        column >= line.count || line[column] == " " || line[column] == "\t"
    }

    func isFlowMark(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        column < line.count && ",[]{}".unicodeScalars.contains(line[column])
    }
}
