/// Names that secrets go by.
enum SecretWord {
    private static let words: Set<String> = [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "credential", "credentials",
        "authorization",
    ]
    private static let pairs: Set<String> = ["api key", "private key", "access key", "secret key"]

    /// Whether a name says that a secret is behind it: its last word does, as in `accessToken` and `x-api-key`.
    static func isName(_ name: String) -> Bool {
        let parts = split(name)
        guard let last = parts.last else { return false }
        return words.contains(last) || pairs.contains(parts.suffix(2).joined(separator: " "))
    }

    /// Whether a text speaks of a secret anywhere.
    static func isMentioned(in text: String) -> Bool {
        let parts = split(text)
        return parts.contains(where: words.contains)
            || zip(parts, parts.dropFirst()).contains { pairs.contains("\($0) \($1)") }
    }

    /// The words of `accessToken`, `access_token`, `X-Access-Token`, in lower case.
    private static func split(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for character in name {
            let isBreak = !character.isLetter || (wasLower && character.isUppercase)
            if isBreak, !word.isEmpty {
                words.append(word.lowercased())
                word = ""
            }
            if character.isLetter { word.append(character) }
            wasLower = character.isLowercase
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }
}
