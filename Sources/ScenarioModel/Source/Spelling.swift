/// What a text has to be spelt like to be a name or a number; plain loops, because they are asked of every text of a file.
enum Spelling {
    /// A letter or `_`, then letters, digits, `_` and `-`: what can stand between `${` and `}`.
    static func isName(_ text: some StringProtocol) -> Bool {
        var isFirst = true
        for scalar in text.unicodeScalars {
            guard isLetter(scalar) || (!isFirst && (isDigit(scalar) || scalar == "-")) else { return false }
            isFirst = false
        }
        return !isFirst
    }

    /// Names with dots between them.
    static func isDottedName(_ text: some StringProtocol) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isName($0) }
    }

    /// A name without `-`: a variable of the environment.
    static func isEnvironmentName(_ text: some StringProtocol) -> Bool {
        isName(text) && !text.unicodeScalars.contains("-")
    }

    /// A number as JSON writes it (RFC 8259, section 6); `007` and `+1` are texts.
    static func isNumber(_ text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        if rest.first == "-" { rest.removeFirst() }
        let whole = takeDigits(&rest)
        let leading = text.unicodeScalars.first(where: { $0 != "-" })
        guard whole == 1 || (whole > 1 && leading != "0") else { return false }
        if rest.first == "." {
            rest.removeFirst()
            guard takeDigits(&rest) > 0 else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest.removeFirst()
            if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
            guard takeDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Text on one line: every stretch of space is one space.
    static func folded(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" }) || text.contains("  ") else {
            return text
        }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isSpace = scalar == " " || scalar == "\n" || scalar == "\t"
            if !isSpace { folded.append(scalar) } else if folded.last != " " { folded.append(" ") }
        }
        return String(folded)
    }

    /// Whether a text needs quotes inside braces.
    static func needsQuotes(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        if "*&!@`%>|#".unicodeScalars.contains(first) { return true }
        return text.unicodeScalars.contains { "{}[],\"'".unicodeScalars.contains($0) } || text.contains(": ")
            || text.contains(" #")
    }

    /// A text that begins with a key and a space, with the colon that is missing between them.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - keys: The keys that it can begin with.
    /// - Returns: `key: value`; nothing where the text begins otherwise.
    static func withColon(_ text: String, after keys: some Sequence<String>) -> String? {
        guard let space = text.firstIndex(of: " "), keys.contains(String(text[..<space])) else { return nil }
        return text[..<space] + ":" + text[space...]
    }

    private static func takeDigits(_ rest: inout Substring.UnicodeScalarView) -> Int {
        var count = 0
        while let first = rest.first, isDigit(first) {
            rest.removeFirst()
            count += 1
        }
        return count
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
