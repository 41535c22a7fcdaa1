import Foundation
import JSONKit
import Testing

@Suite("Regular expressions: random ones")
struct RegexFuzzTests {
    @Test("random expressions are read or refused, and searching always ends")
    func random() throws {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "a", "b", "é", ".", "*", "+", "?", "|", "(", ")", "(?:", "(?i)", "(?<n>", "[", "]", "[^", "-", "{2}",
            "{1,3}",
            "{", "}", "^", "$", "\\d", "\\b", "\\p{L}", "\\", "\n",
        ]
        var read = 0
        for _ in 0..<10_000 {
            let text = generator.text(of: pieces, upTo: 9)
            guard let pattern = try? TextPattern(text) else { continue }
            read += 1
            let subject = generator.text(of: ["a", "b", "é", "1", " ", "\n"], upTo: 12)
            #expect(pattern.isFound(in: subject) == (pattern.firstMatch(in: subject) != nil), "\(text)")
        }
        #expect(read > 1_000)
    }

    @Test("what both engines understand, both find at the same place")
    func agreesWithFoundation() throws {
        var generator = SeededGenerator(seed: 8)
        let pieces = [
            "a", "b", "c", ".", "[ab]", "[^a]", "(a|b)", "(?:ab|c)", "(a)", "a*", "b+", "c?", "a{2}", "b{1,2}?", "a*?",
            "|",
            "^", "$", "\\b", "\\d", "(?:a|b)*", "(?:bc)+?",
        ]
        var compared = 0
        for _ in 0..<3_000 {
            let text = generator.text(of: pieces, upTo: 6)
            guard let pattern = try? TextPattern(text), let other = try? NSRegularExpression(pattern: text) else {
                continue
            }
            let subject = generator.text(of: ["a", "b", "c", "1", " "], upTo: 10)
            let range = NSRange(subject.startIndex..., in: subject)
            let expected = other.firstMatch(in: subject, range: range).map { result in
                (0..<result.numberOfRanges).map { group in
                    Range(result.range(at: group), in: subject).map { String(subject[$0]) }
                }
            }
            compared += 1
            #expect(pattern.firstMatch(in: subject) == expected, "/\(text)/ in '\(subject)'")
        }
        #expect(compared > 1_000)
    }
}
