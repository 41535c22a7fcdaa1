extension Diagnostic {
    /// The diagnostic as people read it: what, where, an excerpt with a caret, what to do.
    ///
    /// - Parameters:
    ///   - source: The text of the file; without it there is no excerpt.
    ///   - color: Whether the terminal shows colours.
    /// - Returns: Lines, each with its end.
    package func rendered(source: String?, color: Bool) -> String {
        rendered(lines: source.map(Self.lines), color: color)
    }

    /// The lines of a file, to be taken apart once for all its diagnostics.
    static func lines(of source: String) -> [Substring] {
        source.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The diagnostic as people read it; without the lines of its file there is no excerpt.
    func rendered(lines source: [Substring]?, color: Bool) -> String {
        let style = Style(color: color)
        let accent = isError ? Style.red : Style.yellow
        var lines = [
            style.paint("\(severity.rawValue)[\(code)]", accent) + style.paint(": \(clean(title))", Style.bold)
        ]
        let excerpt = span.flatMap { span in source.flatMap { Excerpt(span: span, lines: $0) } }
        let margin = String(repeating: " ", count: excerpt?.number.count ?? 0)
        if !file.isEmpty {
            let place = span.map { ":\($0.line):\($0.column)" } ?? ""
            lines.append(margin + style.paint("-->", Style.blue) + " " + clean(file) + place)
        }
        if let excerpt {
            let bar = margin + " " + style.paint("|", Style.blue)
            lines.append(bar)
            lines.append(style.paint("\(excerpt.number) |", Style.blue) + " " + excerpt.line)
            let label = suggestion.map { " " + clean($0) } ?? ""
            lines.append(bar + " " + excerpt.indent + style.paint(excerpt.caret + label, accent))
        } else if let suggestion {
            lines.append(margin + " " + style.paint("=", Style.blue) + " " + clean(suggestion))
        }
        lines.append(
            margin + " " + style.paint("=", Style.blue) + style.paint(" help", Style.bold) + ": " + clean(remedy))
        for note in notes {
            lines.append(
                margin + " " + style.paint("=", Style.blue) + style.paint(" note", Style.bold) + ": " + clean(note)
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Text of a file must not steer the terminal.
    private func clean(_ text: String) -> String { Excerpt.printable(text) }
}

private struct Style {
    static let red = "1;31"
    static let yellow = "1;33"
    static let blue = "1;34"
    static let bold = "1"

    var color: Bool

    func paint(_ text: String, _ code: String) -> String { color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

/// One line of a file, cut to a width, and what underlines a part of it.
private struct Excerpt {
    var number: String
    var line: String
    var indent: String
    var caret: String

    private static let width = 110

    init?(span: SourceSpan, lines: [Substring]) {
        guard lines.indices.contains(span.line - 1) else { return nil }
        let scalars = Array(lines[span.line - 1].unicodeScalars)
        let start = min(span.column - 1, scalars.count)
        let end = min(start + span.length, max(scalars.count, start + 1))
        number = "\(span.line)"
        // A long line is shown around the place that is meant.
        let first = max(0, min(start - 20, scalars.count - Self.width))
        let isCut = scalars.count > Self.width
        let window = isCut ? first..<min(scalars.count, first + Self.width) : 0..<scalars.count
        let before = Self.printable(scalars[window.lowerBound..<max(window.lowerBound, min(start, window.upperBound))])
        let shown = Self.printable(scalars[window])
        let marked = Self.printable(scalars[min(start, window.upperBound)..<min(end, window.upperBound)])
        let lead = isCut && window.lowerBound > 0 ? "…" : ""
        line = lead + shown + (window.upperBound < scalars.count ? "…" : "")
        indent = String(repeating: " ", count: lead.count + Self.columns(before))
        caret = String(repeating: "^", count: max(1, Self.columns(marked)))
    }

    static func printable(_ text: String) -> String { printable(Array(text.unicodeScalars)[...]) }

    static func printable(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                text.append(scalar == "\t" ? " " : "\u{FFFD}")
            default: text.append(scalar)
            }
        }
        return String(text)
    }

    /// How many columns a terminal needs: two for East Asian wide characters and most emoji.
    static func columns(_ text: String) -> Int {
        text.reduce(0) { sum, character in
            guard let scalar = character.unicodeScalars.first else { return sum }
            let isWide: Bool =
                switch scalar.value {
                case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
                    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
                    true
                default: false
                }
            return sum + (isWide ? 2 : 1)
        }
    }
}
