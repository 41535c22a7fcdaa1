internal import Foundation

/// A file's text, with its lines as YAML counts them.
struct SourceText {
    /// The path, as it was given.
    var file: String
    /// The file that its places name: none for the file that was asked for, its path for a fragment that another uses.
    var origin: String?
    /// The text, without byte-order mark, its lines ended by a line feed.
    var text: String
    /// The lines in Unicode scalars, without their ends.
    var lines: [[Unicode.Scalar]]

    /// The largest file that is read.
    static let maximumSize = 1 << 20

    /// Takes text as it is.
    init(file: String, text: String) {
        self.file = file
        self.text = text
        var lines: [[Unicode.Scalar]] = []
        var line: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                lines.append(line)
                line = []
            } else {
                line.append(scalar)
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        self.lines = lines
    }

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - file: The path, as it was given.
    /// - Returns: The text, and what is wrong with it; no text where it cannot be read on.
    static func read(_ bytes: Data, file: String) -> (source: SourceText?, diagnostics: [Diagnostic]) {
        guard bytes.count <= maximumSize else {
            let title = "the file has \(bytes.count) bytes, a scenario has at most \(maximumSize)"
            return (
                nil,
                [Diagnostic(.fileTooLarge, file: file, title: title, remedy: "give the path of a scenario")]
            )
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let span = SourceSpan(line: 1, column: 1)
            return (
                nil,
                [
                    Diagnostic(
                        .notUTF8, file: file, span: span, title: "the file is UTF-16", remedy: "save it as UTF-8"
                    )
                ]
            )
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            return (nil, [notUTF8(bytes, file: file)])
        }
        var text = decoded
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        if text.utf8.contains(UInt8(ascii: "\r")) {
            text = String(String.UnicodeScalarView(LineEnds(text.unicodeScalars)))
        }
        let source = SourceText(file: file, text: text)
        let faults = source.forbiddenCharacters
        return (faults.isEmpty ? source : nil, faults)
    }

    private static func notUTF8(_ bytes: Data, file: String) -> Diagnostic {
        // A lossy decoding puts U+FFFD at the first byte that is wrong, unless the file has one itself before that.
        var span = SourceSpan(line: 1, column: 1)
        let lossy = String(decoding: bytes, as: UTF8.self)
        if let bad = lossy.unicodeScalars.firstIndex(of: "\u{FFFD}") {
            let before = lossy.unicodeScalars[..<bad]
            let line = before.count { $0 == "\n" }
            let column = before.reversed().prefix { $0 != "\n" }.count
            span = SourceSpan(line: line + 1, column: column + 1)
        }
        return Diagnostic(
            .notUTF8, file: file, span: span, title: "the file is not UTF-8", remedy: "save it as UTF-8"
        )
    }

    /// Characters that YAML refuses, and the invisible ones at which it alone would begin a new line.
    private var forbiddenCharacters: [Diagnostic] {
        var faults: [Diagnostic] = []
        for (row, line) in lines.enumerated() {
            guard let column = line.firstIndex(where: Self.isForbidden) else { continue }
            let value = String(line[column].value, radix: 16, uppercase: true)
            let code = "U+" + String(repeating: "0", count: max(0, 4 - value.count)) + value
            faults.append(
                Diagnostic(
                    .controlCharacter,
                    file: file,
                    span: SourceSpan(line: row + 1, column: column + 1),
                    title: "the invisible character \(code) cannot stand in a scenario",
                    remedy: "remove it, or write it as an escape in double quotes"
                )
            )
        }
        return faults
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: false
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}

/// Text whose every line ends in a line feed.
private struct LineEnds: Sequence, IteratorProtocol {
    private var rest: String.UnicodeScalarView.Iterator
    private var afterReturn = false

    init(_ scalars: String.UnicodeScalarView) { rest = scalars.makeIterator() }

    mutating func next() -> Unicode.Scalar? {
        guard var scalar = rest.next() else { return nil }
        if afterReturn, scalar == "\n" {
            guard let following = rest.next() else { return nil }
            scalar = following
        }
        afterReturn = scalar == "\r"
        return afterReturn ? "\n" : scalar
    }
}
