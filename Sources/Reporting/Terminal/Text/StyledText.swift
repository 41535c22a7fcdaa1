/// A piece of text with inks, which knows nothing of columns and escape sequences until it is set.
struct StyledText {
    /// What a stretch of text says by its look.
    enum Ink {
        case plain, strong, faint, good, bad, doubt

        /// The parameters of the escape sequence (ECMA-48, SGR).
        fileprivate var code: String? {
            switch self {
            case .plain: nil
            case .strong: "1"
            case .faint: "2"
            case .good: "32"
            case .bad: "1;31"
            case .doubt: "33"
            }
        }
    }

    private(set) var runs: [(text: String, ink: Ink)] = []

    /// Starts with nothing.
    init() {}

    /// Starts with a text.
    init(_ text: String, _ ink: Ink = .plain) { add(text, ink) }

    /// Adds a text at the end.
    mutating func add(_ text: String, _ ink: Ink = .plain) {
        if !text.isEmpty { runs.append((text, ink)) }
    }

    /// Adds spaces up to a column.
    mutating func pad(to column: Int) {
        let missing = column - columns
        if missing > 0 { add(String(repeating: " ", count: missing)) }
    }

    static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum.runs += right.runs
        return sum
    }

    /// How many columns it takes on one line.
    var columns: Int { runs.reduce(0) { $0 + PlainText.columns($1.text) } }

    /// True when there is no text.
    var isEmpty: Bool { runs.isEmpty }

    /// The text in lines no wider than the style allows, but for links, which are broken nowhere.
    ///
    /// - Parameters:
    ///   - style: What it goes to.
    ///   - hanging: How far lines after the first are indented.
    /// - Returns: Each line without a newline, with escape sequences where colours are wanted.
    func lines(_ style: TerminalStyle, hanging: Int = 0) -> [String] {
        guard let width = style.width, columns > width else { return [Self.render(runs, style)] }
        var characters: [(character: Character, ink: Ink)] = []
        for run in runs { characters += run.text.map { ($0, run.ink) } }
        // A terminal narrower than the indent still gets some text on every line.
        let hanging = min(hanging, max(0, width - 20))
        var lines: [String] = []
        var start = 0
        while start < characters.count {
            let indent = lines.isEmpty ? 0 : hanging
            let end = Self.lineEnd(characters, from: start, room: max(1, width - indent))
            var line: [(text: String, ink: Ink)] = [(String(repeating: " ", count: indent), .plain)]
            for item in characters[start..<end] { line.append((String(item.character), item.ink)) }
            while line.count > 1, line.last?.text == " " { line.removeLast() }
            lines.append(Self.render(line, style))
            start = end
            while start < characters.count, characters[start].character == " " { start += 1 }
        }
        return lines
    }

    /// Where the line ends that starts at a place: behind the last space that fits, else behind its link, else where there
    /// is no more room.
    private static func lineEnd(
        _ characters: [(character: Character, ink: Ink)],
        from start: Int,
        room: Int
    ) -> Int {
        var used = 0
        var breakable: Int?
        // An indent is no place to break at.
        let text = characters[start...].firstIndex { $0.character != " " } ?? start
        for index in start..<characters.count {
            used += PlainText.columns(characters[index].character)
            let isGap = characters[index].character == " " && !isBeforeUnit(characters, at: index)
            if used > room {
                return isGap ? index : breakable ?? linkEnd(characters, from: text) ?? max(index, start + 1)
            }
            if isGap, index > text { breakable = index + 1 }
        }
        return characters.count
    }

    /// Units of what a number may stand before.
    private static let units: Set<String> = ["ms", "s", "min", "h", "B", "kB", "MB"]

    /// Whether the space at a place stands between a number and its unit, which are read as one.
    private static func isBeforeUnit(_ characters: [(character: Character, ink: Ink)], at index: Int) -> Bool {
        guard index > 0, characters[index - 1].character.isNumber else { return false }
        let word = characters[(index + 1)...].prefix { $0.character.isLetter }
        return units.contains(String(word.map(\.character)))
    }

    /// The end of the word at a place if it is a link, which no terminal could open in parts.
    private static func linkEnd(_ characters: [(character: Character, ink: Ink)], from start: Int) -> Int? {
        let end = characters[start...].firstIndex { $0.character == " " } ?? characters.count
        return String(characters[start..<end].map(\.character)).contains(FileLink.scheme) ? end : nil
    }

    /// The text cut to a number of columns, on one line.
    func cut(to room: Int, _ style: TerminalStyle) -> StyledText {
        guard columns > room else { return self }
        var result = StyledText()
        var used = 0
        let ellipsis = style.symbols.ellipsis
        for run in runs {
            var kept = ""
            for character in run.text {
                let width = PlainText.columns(character)
                guard used + width + PlainText.columns(ellipsis) <= room else {
                    result.add(kept + ellipsis, run.ink)
                    return result
                }
                kept.append(character)
                used += width
            }
            result.add(kept, run.ink)
        }
        return result
    }

    private static func render(_ runs: [(text: String, ink: Ink)], _ style: TerminalStyle) -> String {
        var result = ""
        var current = ""
        var currentInk: Ink?
        func flush() {
            guard !current.isEmpty else { return }
            if style.color, let code = currentInk?.code {
                result += "\u{1B}[\(code)m\(current)\u{1B}[0m"
            } else {
                result += current
            }
            current = ""
        }
        for run in runs {
            if run.ink != currentInk { flush() }
            currentInk = run.ink
            current += run.text
        }
        flush()
        return result
    }
}
