/// Texts, quoted and not, and what begins like one.
extension TrapScanner {
    mutating func scanQuoted(from start: Int) -> Int {
        guard let opening = quote else { return start }
        let line = lines[row]
        var column = start
        while column < line.count {
            if opening.mark == "\"", line[column] == "\\" {
                if column + 1 < line.count, !Self.escapes.contains(line[column + 1]) {
                    found(.escape, column..<(column + 2))
                }
                column += 2
            } else if line[column] != opening.mark {
                column += 1
            } else if opening.mark == "'", column + 1 < line.count, line[column + 1] == "'" {
                column += 2
            } else {
                return endQuoted(opening, at: column)
            }
        }
        return line.count
    }

    private mutating func endQuoted(_ opening: Opening, at column: Int) -> Int {
        let line = lines[row]
        quote = nil
        let colon = column + 1
        guard colon < line.count, line[colon] == ":", isSpace(line, colon + 1) || !flow.isEmpty else {
            closedQuote = opening
            last = .quoted
            return colon
        }
        if flow.isEmpty {
            if opening.row == row, !enter(opening.column..<colon) { return line.count }
            node = opening.column
        }
        last = .key
        return colon + 1
    }

    mutating func scanBlockHeader(at column: Int) -> Int {
        let line = lines[row]
        let rest = line[(column + 1)...].drop { "+-0123456789".unicodeScalars.contains($0) }
        let tail = rest.drop { $0 == " " || $0 == "\t" }
        if tail.isEmpty || (tail.first == "#" && tail.count < rest.count) {
            block = last == .start ? outerLevel : node
        } else {
            found(.reserved, column..<textEnd(from: column))
        }
        return line.count
    }

    mutating func scanIndicator(at column: Int) -> Int {
        let line = lines[row]
        let kind: Trap.Kind =
            switch line[column] {
            case "*": .alias
            case "&": .anchor
            case "!": .tag
            default: .reserved
            }
        let end = textEnd(from: column)
        if kind == .anchor {
            let nameEnd = line[column...].firstIndex { $0 == " " || $0 == "\t" } ?? line.count
            let next = line[nameEnd...].first { $0 != " " && $0 != "\t" }
            if let next, "{[\"'".unicodeScalars.contains(next) {
                // An anchor indeed: what it names can be read without it.
                found(.anchored, column..<nameEnd, cover: " ")
                return nameEnd
            }
        }
        found(kind, column..<end)
        last = .other
        return end
    }

    mutating func scanPlain(from start: Int) -> Int {
        let line = lines[row]
        var column = start
        while column < line.count {
            let scalar = line[column]
            if scalar == ":", isSpace(line, column + 1) || (!flow.isEmpty && isFlowMark(line, column + 1)) {
                return endPlain(asKeyAt: column, from: start)
            }
            if scalar == "#", column > start, isSpace(line, column - 1) { break }
            if !flow.isEmpty {
                if scalar == "," || scalar == "}" || scalar == "]" { break }
                if scalar == "{" || scalar == "[" {
                    let range = start..<textEnd(from: start)
                    found(bracket(scalar, in: range), range)
                    last = .other
                    return range.upperBound
                }
            }
            column += 1
        }
        endPlain(asValue: start..<trimmed(line, start..<column))
        return column
    }

    /// What a text with a bracket in it lacks: quotes, or the colon after one of the keys of the language.
    private func bracket(_ bracket: Unicode.Scalar, in range: Range<Int>) -> Trap.Kind {
        let whole = text(range)
        if flow.last?.mark == "{", isKeyPlace, let space = whole.firstIndex(of: " "),
            keys.contains(String(whole[..<space]))
        {
            return .colonless(key: String(whole[..<space]))
        }
        return bracket == "{" ? .braces : .brackets
    }

    private mutating func endPlain(asKeyAt colon: Int, from start: Int) -> Int {
        if !flow.isEmpty, !isKeyPlace, isFirst(start) {
            refuseLine(at: start, isDash: false)
            return lines[row].count
        }
        if last == .key {
            let range = start..<textEnd(from: start)
            found(secondColon(at: colon, in: range), range)
            last = .other
            return range.upperBound
        }
        if flow.isEmpty {
            guard enter(start..<colon) else { return lines[row].count }
            node = start
            if start > Self.widestIndent { found(.depth, start..<(start + 1)) }
        }
        last = .key
        return colon + 1
    }

    /// What a text with a colon in it lacks: quotes, or before one of the keys of the language a comma or a brace.
    private func secondColon(at colon: Int, in range: Range<Int>) -> Trap.Kind {
        let before = text(range.lowerBound..<colon)
        guard let key = before.split(separator: " ").last.map(String.init), keys.contains(key) else { return .colon }
        if !flow.isEmpty { return before == key ? .colon : .pair(key: key) }
        let whole = text(range)
        return before == key && whole.hasSuffix("}") && !whole.contains("{") ? .unopened(key: key) : .colon
    }

    private mutating func endPlain(asValue range: Range<Int>) {
        if isKeyPlace, lacksSpace(range) {
            found(.missingSpace, range)
            last = .other
            return
        }
        if flow.isEmpty {
            plain = PlainText(
                row: row, range: range, node: node, indent: last == .start ? outerLevel : node,
                isKeyPlace: last == .start || last == .dash)
        }
        plainStart = range.lowerBound
        last = .plain
    }

    /// `testid:x` where a key is due.
    private func lacksSpace(_ range: Range<Int>) -> Bool {
        let text = lines[row][range]
        guard let colon = text.firstIndex(of: ":"), colon + 1 < text.endIndex, colon > text.startIndex else {
            return false
        }
        if flow.last?.mark == "{" {
            return text[..<colon].allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || $0 == "_") }
        }
        // `http` is a key, too.
        if text[(colon + 1)...].starts(with: "//".unicodeScalars) { return false }
        return flow.isEmpty && keys.contains(String(String.UnicodeScalarView(text[..<colon])))
    }

    mutating func scanComment(at column: Int) -> Int {
        let line = lines[row]
        let next = column + 1
        let isTight = next < line.count && !isSpace(line, next) && line[next] != "#"
        let closes = line[column...].contains("}") || line[column...].contains("]")
        let start: Int
        switch last {
        case .key, .dash:
            guard flow.isEmpty ? isTight && !hasNestedBlock : isTight || closes else { return line.count }
            start = column
        case .plain:
            guard flow.isEmpty ? isTight : closes else { return line.count }
            start = plainStart
        default:
            return line.count
        }
        // A later `#` begins a comment all the same.
        let end = textEnd(from: start, past: column)
        found(.comment, start..<end)
        last = .other
        return end
    }

    private static let escapes = Set("0abt\tnvfre \"/\\N_LPxuU".unicodeScalars)
}
