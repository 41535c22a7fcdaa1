/// How the protocol's names become Swift's.
enum Naming {
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else", "enum", "extension", "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init",
        "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat", "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
        "try", "typealias", "var", "where", "while",
    ]

    /// A property's or a parameter's name, in backticks where Swift needs them.
    static func property(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// A type's name for a command, an event or a property.
    static func type(_ name: String) -> String {
        let capitalized = name.prefix(1).uppercased() + name.dropFirst()
        // `Type` would be the metatype.
        return capitalized == "Type" ? "Kind" : capitalized
    }

    /// The name of an open enum's known value.
    static func value(_ value: String) -> String {
        if value == "-0" { return "negativeZero" }
        if value.hasPrefix("-") { return "negative" + type(String(value.dropFirst())) }
        let words = value.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let first = words.first else { return "empty" }
        let name = ([lowered(first)] + words.dropFirst().map(type)).joined()
        if name.first?.isNumber == true { return "_" + name }
        return property(name)
    }

    /// A word with its leading capitals lowered, but the last one before a small letter: `XHR`, `HTTPStatus`, `Link`.
    private static func lowered(_ word: String) -> String {
        let capitals = word.prefix { $0.isUppercase || $0.isNumber }
        if capitals.count == word.count { return word.lowercased() }
        let count = max(1, capitals.count - 1)
        return word.prefix(count).lowercased() + word.dropFirst(count)
    }
}
