/// What a terminal shows of what was written to it: as much of ECMA-48 as the live lines use.
struct Screen {
    private(set) var lines: [String] = [""]
    private var row = 0
    private var column = 0
    /// Escape sequences that are not understood, and moves above the first line.
    private(set) var faults: [String] = []
    private let width: Int?

    /// Shows a text.
    ///
    /// - Parameters:
    ///   - text: What is written.
    ///   - width: How many columns there are; what goes beyond the last one goes on in the next row.
    init(_ text: String, width: Int? = nil) {
        self.width = width
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            // Swift takes the two for one character.
            case "\r\n": newLine()
            case "\r": column = 0
            case "\n": newLine()
            case "\u{1B}": obey(&rest)
            default: put(character)
            }
        }
    }

    /// The lines without the empty ones at the end.
    var shown: [String] { Array(lines.reversed().drop { $0.isEmpty }.reversed()) }

    private mutating func newLine() {
        row += 1
        column = 0
        if row == lines.count { lines.append("") }
    }

    private mutating func obey(_ rest: inout Substring) {
        if rest.hasPrefix("[2K") {
            lines[row] = ""
            rest.removeFirst(3)
        } else if rest.hasPrefix("[A") {
            if row == 0 { faults.append("up") } else { row -= 1 }
            rest.removeFirst(2)
        } else {
            faults.append(String(rest.prefix(4)))
        }
    }

    private mutating func put(_ character: Character) {
        if let width, column >= width { newLine() }
        var line = Array(lines[row])
        while line.count <= column { line.append(" ") }
        line[column] = character
        lines[row] = String(line)
        column += 1
    }
}
