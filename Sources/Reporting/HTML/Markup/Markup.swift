/// A piece of HTML, made so that text can never become markup: whatever is interpolated is escaped, unless it is a
/// piece of HTML already. Only literals of this module are taken as they are.
struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The HTML.
    private(set) var html: String

    /// Starts with HTML of this module's own.
    init(stringLiteral literal: String) { html = literal }

    /// Takes literals as they are and escapes everything else.
    init(stringInterpolation interpolation: StringInterpolation) { html = interpolation.html }

    /// No text is longer here, in characters: the journal has it whole.
    fileprivate static let longest = 8000

    /// What is empty makes nothing.
    var isEmpty: Bool { html.isEmpty }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum.html += right.html
        return sum
    }

    static func += (left: inout Markup, right: Markup) { left.html += right.html }

    /// Puts a literal together with what is interpolated.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { html += literal }
        mutating func appendInterpolation(_ text: String) { html += Escape.text(Words.cut(text, Markup.longest)) }
        mutating func appendInterpolation(_ number: Int) { html += String(number) }
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
        mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
        mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { html += piece.html } }

        /// The contents of an element that HTML reads as they are: scripts and styles.
        mutating func appendInterpolation(raw text: String) { html += text }
    }
}

extension Sequence {
    /// The pieces that are made of the elements, one after another.
    func markup(_ make: (Element) -> Markup) -> Markup {
        reduce(into: "") { $0 += make($1) }
    }
}

/// How text of others becomes harmless in HTML.
enum Escape {
    /// The text for an element's contents or an attribute in double quotes: no character that means something to HTML,
    /// and none that reorders or hides what is read (as ``PlainText/clean(_:)``, but with its line breaks).
    static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: needsCare) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 32)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where PlainText.isHarmful(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func needsCare(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "&", "<", ">", "\"", "'": true
        default: PlainText.isHarmful(scalar)
        }
    }
}
