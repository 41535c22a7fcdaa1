import Foundation
import ScenarioModel

/// A pattern of paths: `*` is anything but a slash, `**` any folders, `?` one character, `{a,b}` either.
///
/// What a variable stands for is text, not pattern. What begins with a dot is hidden, as to a shell, unless the pattern has
/// the dot.
struct FileGlob: Sendable {
    /// The folder that everything that matches lies in: what stands before the first wildcard.
    let root: String
    /// How deep it may lie; `nil` is however deep.
    let depth: Int?
    private let patterns: [[Part]]

    /// One name of a path.
    private enum Part: Sendable, Hashable {
        /// `**`: any folders, also none.
        case folders
        /// A name.
        case name([Token])
    }

    /// A piece of a pattern.
    private enum Token: Sendable, Hashable {
        case character(Character)
        case one, any, open, comma, close
        case slash

        /// A character that nothing replaces.
        var isPlain: Bool {
            switch self {
            case .character, .slash: true
            case .one, .any, .open, .comma, .close: false
            }
        }

        /// The character that it is where it is itself.
        var written: Character? {
            switch self {
            case .character(let character): character
            case .slash: "/"
            case .open: "{"
            case .comma: ","
            case .close: "}"
            case .one, .any: nil
            }
        }
    }

    /// Fills in a pattern.
    ///
    /// - Parameters:
    ///   - template: The pattern.
    ///   - variables: What its names stand for.
    /// - Throws: ``ResolutionError`` for a name that stands for nothing.
    init(_ template: Template, _ variables: Variables) throws(ResolutionError) {
        var tokens: [Token] = []
        for segment in template.segments {
            switch segment {
            case .text(let text): tokens += Self.tokens(text)
            case .variable:
                let single = Template(segments: [segment], source: template.source, span: template.span)
                let value = try single.resolve(variables)
                tokens += value.map { character -> Token in character == "/" ? .slash : .character(character) }
            }
        }
        let fixed = tokens.prefix(while: \.isPlain)
        // Without a wildcard the last name is looked for all the same.
        let slash = fixed.lastIndex(of: .slash)
        let folder = Self.text(tokens[..<(slash ?? 0)])
        root = folder.isEmpty ? (slash == nil ? "." : "/") : folder
        let alternatives = Self.alternatives(Array(tokens[(slash.map { $0 + 1 } ?? 0)...]))
        patterns = alternatives.map(Self.parts)
        depth = patterns.contains { $0.contains(.folders) } ? nil : patterns.map(\.count).max()
    }

    /// Whether a file matches.
    ///
    /// - Parameter names: Its path from ``root`` on, name by name.
    /// - Returns: Whether one of the alternatives has this path.
    func matches(_ names: [String]) -> Bool { patterns.contains { Self.match($0[...], names[...]) } }

    /// Whether names that begin with a dot can match at all.
    var seesHidden: Bool {
        patterns.contains { pattern in
            pattern.contains { part in
                if case .name(let tokens) = part { tokens.first == .character(".") } else { false }
            }
        }
    }

    // MARK: Reading

    private static func tokens(_ text: String) -> [Token] {
        text.map { character in
            switch character {
            case "*": .any
            case "?": .one
            case "{": .open
            case ",": .comma
            case "}": .close
            case "/": .slash
            default: .character(character)
            }
        }
    }

    private static func text(_ tokens: some Sequence<Token>) -> String {
        String(tokens.compactMap(\.written))
    }

    /// Writes every pair of braces out; what has no partner is itself.
    private static func alternatives(_ tokens: [Token]) -> [[Token]] {
        guard let open = tokens.firstIndex(of: .open), let close = closing(tokens, from: open) else {
            return [tokens]
        }
        let (before, after) = (tokens[..<open], tokens[(close + 1)...])
        var choices: [[Token]] = [[]]
        var nested = 0
        for token in tokens[(open + 1)..<close] {
            if token == .open { nested += 1 }
            if token == .close { nested -= 1 }
            if token == .comma, nested == 0 { choices.append([]) } else { choices[choices.count - 1].append(token) }
        }
        var written: [[Token]] = []
        for choice in choices where written.count < mostAlternatives {
            written += alternatives(Array(before) + choice + Array(after))
        }
        return Array(written.prefix(mostAlternatives))
    }

    /// Alternatives multiply; a pattern that comes to more is meant to be another.
    private static let mostAlternatives = 1000

    private static func closing(_ tokens: [Token], from open: Int) -> Int? {
        var nested = 0
        for index in open..<tokens.count {
            if tokens[index] == .open { nested += 1 }
            if tokens[index] == .close { nested -= 1 }
            if nested == 0 { return index }
        }
        return nil
    }

    private static func parts(_ tokens: [Token]) -> [Part] {
        tokens.split(separator: .slash).map { tokens -> Part in
            let name = Array(tokens)
            return name == [.any, .any] ? .folders : .name(name)
        }
    }

    // MARK: Matching

    private static func match(_ pattern: ArraySlice<Part>, _ names: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return names.isEmpty }
        switch first {
        case .name(let tokens):
            guard let name = names.first, match(tokens, name) else { return false }
            return match(pattern.dropFirst(), names.dropFirst())
        case .folders:
            let rest = pattern.dropFirst()
            // At its end it is any file below as well.
            if rest.isEmpty { return !names.isEmpty && names.allSatisfy { !$0.hasPrefix(".") } }
            if match(rest, names) { return true }
            guard let folder = names.first, !folder.hasPrefix(".") else { return false }
            return match(pattern, names.dropFirst())
        }
    }

    /// Whether a name matches, by going back to the last `*` only.
    private static func match(_ tokens: [Token], _ name: String) -> Bool {
        if name.hasPrefix("."), tokens.first != .character(".") { return false }
        let characters = Array(name)
        var (token, character) = (0, 0)
        var star: (token: Int, character: Int)?
        while character < characters.count {
            if token < tokens.count, tokens[token] == .any {
                star = (token, character)
                token += 1
            } else if token < tokens.count, tokens[token] == .one || tokens[token].written == characters[character] {
                token += 1
                character += 1
            } else if let last = star {
                token = last.token + 1
                character = last.character + 1
                star = (last.token, character)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .any }
    }
}
