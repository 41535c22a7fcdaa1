internal import Foundation

/// A URL pattern as Playwright writes it: `*` without slashes, `**` with them, `{a,b}` for either.
package struct URLGlob: Sendable, Hashable, CustomStringConvertible {
    private indirect enum Token: Sendable, Hashable {
        case character(Character)
        case star
        case starStar
        case either([[Token]])
    }

    /// The pattern as it was written.
    package let description: String
    private let tokens: [Token]

    /// Reads a pattern; a brace that is never closed stands for itself.
    package init(_ pattern: String) {
        description = pattern
        tokens = Self.parse(Array(pattern))
    }

    /// Whether the whole URL matches, as it is or as it reads: a pattern is written without the encoding that a browser
    /// keeps in an address (RFC 3986, section 2.1).
    package func matches(_ url: String) -> Bool {
        if Self.match(tokens[...], Array(url)[...]) { return true }
        guard let plain = url.removingPercentEncoding, plain != url else { return false }
        return Self.match(tokens[...], Array(plain)[...])
    }

    private static func parse(_ pattern: [Character]) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        while index < pattern.count {
            let character = pattern[index]
            if character == "\\", index + 1 < pattern.count {
                tokens.append(.character(pattern[index + 1]))
                index += 2
            } else if character == "*" {
                var end = index
                while end < pattern.count, pattern[end] == "*" { end += 1 }
                tokens.append(end - index > 1 ? .starStar : .star)
                index = end
            } else if character == "{", let close = pattern[index...].firstIndex(of: "}") {
                let choices = pattern[(index + 1)..<close].split(separator: ",", omittingEmptySubsequences: false)
                tokens.append(.either(choices.map { parse(Array($0)) }))
                index = close + 1
            } else {
                tokens.append(.character(character))
                index += 1
            }
        }
        return tokens
    }

    private static func match(_ tokens: ArraySlice<Token>, _ text: ArraySlice<Character>) -> Bool {
        guard let token = tokens.first else { return text.isEmpty }
        let rest = tokens.dropFirst()
        switch token {
        case .character(let character):
            return text.first == character && match(rest, text.dropFirst())
        case .either(let choices):
            return choices.contains { match($0 + rest, text) }
        case .star, .starStar:
            var remaining = text
            while true {
                if match(rest, remaining) { return true }
                guard let next = remaining.first, token == .starStar || next != "/" else { return false }
                remaining = remaining.dropFirst()
            }
        }
    }
}
