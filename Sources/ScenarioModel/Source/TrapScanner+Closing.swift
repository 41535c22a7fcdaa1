/// Brackets and quotes that are not closed, or closed where nothing is open.
///
/// Everything here is told only where YAML stops as well, or where a scenario could not be right: a bracket as a key, an
/// explicit key over several lines. What is left out is what YAML reads otherwise than people do, such as a list that goes
/// on at the left edge.
extension TrapScanner {
    /// Notes that something was not closed; what was found after its opening is but a consequence.
    ///
    /// - Parameters:
    ///   - opening: What was opened.
    ///   - closers: What has to be written; all that are missing for its line unless given.
    mutating func refuse(unclosed opening: Opening, closers: String? = nil) {
        let opened = SourceSpan(line: opening.row + 1, column: opening.column + 1)
        traps.removeAll { ($0.span.line, $0.span.column) >= (opened.line, opened.column) }
        let open = flow.filter { $0.row == opening.row }.reversed().map { String($0.closer) }.joined()
        let isQuote = opening.mark == opening.closer
        let missing = closers ?? (isQuote ? String(opening.closer) : open)
        let range = opening.column..<(opening.column + 1)
        refuse(.unclosed(closers: missing, noticedOn: row + 1), range, in: opening.row)
    }

    /// Reads a closing bracket.
    mutating func close(at column: Int) {
        let scalar = lines[row][column]
        let range = column..<(column + 1)
        guard let opening = flow.last else {
            last = .other
            // What it belongs to may stand in a trap.
            if traps.isEmpty { refuse(.stray, range) }
            return
        }
        if opening.closer == scalar {
            flow.removeLast()
            last = .closed
        } else if flow.contains(where: { $0.closer == scalar }) {
            refuse(unclosed: opening, closers: String(opening.closer))
        } else if hasTrap {
            flow.removeLast()
            last = .other
        } else {
            refuse(.misclosed(opening: String(opening.mark), line: opening.row + 1), range)
        }
    }

    /// Whether a character begins something that cannot follow a closed quote or bracket.
    func isTooMuch(_ scalar: Unicode.Scalar, at column: Int) -> Bool {
        switch scalar {
        case " ", "\t", "#", "}", "]": false
        case ":": flow.isEmpty && !isSpace(lines[row], column + 1)
        case ",": flow.isEmpty
        default: true
        }
    }

    /// Notes that something follows a closed quote or bracket.
    ///
    /// - Parameter column: Where it begins.
    /// - Returns: Whether it was noted; a trap in the same line is reason enough for it.
    mutating func refuseMore(at column: Int) -> Bool {
        if !flow.isEmpty, isFirst(column) {
            refuseLine(at: column, isDash: lines[row][column] == "-" && isSpace(lines[row], column + 1))
            return true
        }
        if last == .quoted, let quote = closedQuote, quote.row != row {
            // Another quote's beginning was taken for its end.
            refuse(unclosed: quote)
            return true
        }
        guard !hasTrap else { return false }
        refuse(.more(isQuote: last == .quoted, isInside: !flow.isEmpty), column..<textEnd(from: column))
        return true
    }

    /// Notes that a line cannot stand inside the brackets that are open.
    ///
    /// - Parameters:
    ///   - column: Where it begins.
    ///   - isDash: Whether it begins with a dash.
    mutating func refuseLine(at column: Int, isDash: Bool) {
        guard let opening = flow.last else { return }
        guard column > opening.node, endsLine(opening) else { return refuse(unclosed: opening) }
        if isDash {
            refuse(.dashes, column..<(column + 1))
        } else {
            refuse(.missingComma, end.column..<(end.column + 1), in: end.row)
        }
    }

    /// Whether a trap was found in this line.
    private var hasTrap: Bool { traps.last?.span.line == row + 1 }

    /// Whether nothing follows an opening bracket in its line, so that what is in it stands below.
    private func endsLine(_ opening: Opening) -> Bool {
        let rest = lines[opening.row].dropFirst(opening.column + 1).drop { $0 == " " || $0 == "\t" }
        return rest.isEmpty || rest.first == "#"
    }
}
