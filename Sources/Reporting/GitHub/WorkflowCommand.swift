/// The commands that GitHub Actions reads out of what a step prints, and text that must not be read as one.
///
/// A runner takes a line for a command that begins with `::`, after white space, and any line that has `##[` anywhere
/// (actions/runner, `ActionCommand.TryParseV2` and `TryParse`). It reads standard output and standard error alike.
package enum WorkflowCommand {
    /// The line of a command.
    ///
    /// - Parameters:
    ///   - name: `error`, `warning`, `notice`.
    ///   - properties: Names and values, in order.
    ///   - message: What it says; may have several lines.
    /// - Returns: One line without its newline.
    static func line(_ name: String, _ properties: [(name: String, value: String)], message: String) -> String {
        let list = properties.map { "\($0)=\(property($1))" }.joined(separator: ",")
        return "::\(name)\(list.isEmpty ? "" : " \(list)")::\(data(message))"
    }

    /// The text with everything escaped that would end a command.
    static func data(_ text: String) -> String { text.replacingScalars(escape) }

    /// The text with everything escaped that would end a property.
    static func property(_ text: String) -> String {
        text.replacingScalars { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : escape($0) }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "%": "%25"
        case "\r": "%0D"
        case "\n": "%0A"
        default: nil
        }
    }

    /// A block of text in which nothing is taken for a command.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - token: What ends the block; nobody who wrote the text can have known it.
    /// - Returns: The text between two lines.
    package static func block(_ text: String, token: String) -> String {
        let text = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        return "::stop-commands::\(token)\n\(text)::\(token)::\n"
    }

    /// Lines in which nothing is taken for a command: a sign of what could be one is written as an escape.
    ///
    /// For a stream whose lines come at any time: a block on it would end before or after what it is to hold, because
    /// nobody knows in which order a runner reads two streams.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The same lines.
    package static func harmless(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isStart = true
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if isStart, rest.starts(with: "::".unicodeScalars) {
                result.append(contentsOf: "\\u{3a}".unicodeScalars)
            } else {
                result.append(scalar)
            }
            // White space before a command does not count, and a line break is white space.
            isStart = (isStart && scalar.properties.isWhitespace) || scalar == "\n" || scalar == "\r"
            rest = rest.dropFirst()
        }
        return String(result).replacingScalars("##[", with: "\\u{23}#[")
    }

    /// A line of JSON in which nothing is taken for a command: it says the same in other words, since a number sign
    /// stands in strings alone.
    ///
    /// - Parameter json: JSON text that does not begin with a colon, as none does.
    /// - Returns: The same JSON.
    package static func harmless(json: String) -> String { json.replacingScalars("##[", with: "\\u0023#[") }
}
