/// Swift source, line by line, as `swift format` would have it.
struct SourceWriter {
    private(set) var text = ""
    private var depth = 0

    private static let width = 120

    /// Writes one line at the current depth.
    mutating func line(_ content: String = "") {
        text += content.isEmpty ? "\n" : String(repeating: "    ", count: depth) + content + "\n"
    }

    /// Writes a block in braces.
    mutating func block(_ head: String, _ body: (inout SourceWriter) -> Void) {
        line(head + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// Writes a doc comment: the first sentence of a description, wrapped.
    mutating func documentation(_ description: String?, otherwise: String? = nil) {
        guard let summary = description.flatMap(Self.summary) ?? otherwise else { return }
        var current = "///"
        for word in summary.split(separator: " ") {
            if depth * 4 + current.count + 1 + word.count > Self.width {
                line(current)
                current = "///"
            }
            current += " " + word
        }
        line(current)
    }

    /// Writes an initializer's or a function's head and body, one parameter a line where they do not fit in one.
    mutating func function(_ head: String, parameters: [String], _ body: (inout SourceWriter) -> Void) {
        let flat = "\(head)(\(parameters.joined(separator: ", ")))"
        if depth * 4 + flat.count + 2 <= Self.width { return block(flat, body) }
        line(head + "(")
        depth += 1
        for (index, parameter) in parameters.enumerated() {
            line(parameter + (index == parameters.count - 1 ? "" : ","))
        }
        depth -= 1
        block(")", body)
    }

    /// Writes a call with one argument, which gets a line of its own where it does not fit.
    mutating func call(_ head: String, _ argument: String) {
        if depth * 4 + head.count + argument.count + 2 <= Self.width { return line("\(head)(\(argument))") }
        line(head + "(")
        depth += 1
        line(argument + ")")
        depth -= 1
    }

    private static func summary(_ description: String) -> String? {
        let words = description.split(whereSeparator: \.isWhitespace).map(String.init)
        guard !words.isEmpty else { return nil }
        var sentence: [String] = []
        for word in words {
            sentence.append(word)
            if word.hasSuffix(".") && !["e.g.", "i.e.", "etc.", "vs."].contains(word.lowercased()) { break }
        }
        let text = sentence.joined(separator: " ")
        return text.hasSuffix(".") ? text : text + "."
    }
}
