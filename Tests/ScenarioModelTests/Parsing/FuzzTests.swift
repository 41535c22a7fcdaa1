import Foundation
import ScenarioModel
import Testing

@Suite("Broken scenarios of every kind")
struct FuzzTests {
    static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Scenarios/upgrade-plan.yaml").standardized

    @Test("the example passes without a word")
    func whole() throws {
        let text = try String(contentsOf: Self.example, encoding: .utf8)
        let parsed = ScenarioParser.parse(text, file: Self.example.path)
        #expect(parsed.scenario?.name == "upgrade-plan" && parsed.diagnostics.isEmpty)
    }

    @Test("a mutated text is a scenario or has an error at a place in it", arguments: 0..<8)
    func mutated(_ seed: Int) throws {
        let text = try String(contentsOf: Self.example, encoding: .utf8)
        var mutator = Mutator(seed: UInt64(seed), text: text)
        for _ in 0..<300 {
            let mutated = mutator.next()
            let parsed = ScenarioParser.parse(mutated, file: Self.example.path)
            let hasError = parsed.diagnostics.contains(where: \.isError)
            try #require((parsed.scenario == nil) == hasError, "\(mutated)")
            for diagnostic in parsed.diagnostics {
                let text = parsed.fragments[diagnostic.file] ?? parsed.text
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                if let span = diagnostic.span {
                    try #require(lines.indices.contains(span.line - 1), "\(diagnostic)\n\(mutated)")
                    let length = lines[span.line - 1].unicodeScalars.count
                    try #require(span.column <= length + 1, "\(diagnostic)\n\(mutated)")
                }
                try #require(!diagnostic.rendered(source: text, color: true).isEmpty)
                try #require(!diagnostic.title.isEmpty && !diagnostic.remedy.isEmpty)
            }
        }
    }

    @Test("random bytes and random punctuation are refused, too")
    func noise() {
        var generator = SplitMix(state: 7)
        for round in 0..<500 {
            let alphabet = round % 2 == 0 ? Array(Mutator.nasty.joined().utf8) : Array(0...255)
            let bytes = (0..<Int.random(in: 0..<120, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            let parsed = ScenarioParser.parse(Data(bytes), file: "x.yaml")
            let errors = parsed.diagnostics.filter(\.isError)
            #expect(parsed.scenario == nil && !errors.isEmpty)
        }
    }

    @Test("an env file of random lines gives values or diagnostics")
    func envFiles() {
        var generator = SplitMix(state: 11)
        let pieces = ["A", "B_1", "=", " ", "\"", "'", "\\", "#", "\n", "export ", "é", "$", "1", "\t", "\r"]
        for _ in 0..<1000 {
            let text = (0..<30).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            let (file, diagnostics) = EnvFile.parse(text, path: "x.env")
            let badNames = file.values.keys.filter {
                !$0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            }
            #expect(badNames.isEmpty)
            let codes = Set(diagnostics.map(\.code))
            #expect(codes.isSubset(of: [.envFileSyntax]))
        }
    }
}

/// Breaks a text in the ways that people and editors do, and in some that nobody does; the same way for a seed.
struct Mutator {
    private var generator: SplitMix
    private let lines: [String]

    static let nasty = [
        "{", "}", "[", "]", ":", ": ", " #", "#", "\"", "'", "\\", "*", "&a ", "!t ", "|", ">", "- ", "-", "?", "@",
        "%",
        "`", "~", "\t", "  ", "\n", ",", "${", "${uuid}", "$${", "}", "$.a[*]", "---", "...", "<<: ", "\u{0}",
        "\u{FEFF}",
        "\u{2028}", "\u{E000}", "\u{1F600}", "é", "\r", "null", "no", "1:30", "0", "-1", "999999999999999999999",
        "1e400",
    ]

    init(seed: UInt64, text: String) {
        generator = SplitMix(state: seed)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The next broken text.
    mutating func next() -> String {
        var lines = lines
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !lines.isEmpty {
            let row = Int.random(in: 0..<lines.count, using: &generator)
            switch Int.random(in: 0..<9, using: &generator) {
            case 0: lines.remove(at: row)
            case 1: lines.insert(lines[Int.random(in: 0..<lines.count, using: &generator)], at: row)
            case 2: lines.swapAt(row, Int.random(in: 0..<lines.count, using: &generator))
            case 3: lines[row] = "  " + lines[row]
            case 4: lines[row] = String(lines[row].drop { $0 == " " })
            case 5: lines[row] = spliced(lines[row], with: "")
            case 6: lines[row] = spliced(lines[row], with: lines[Int.random(in: 0..<lines.count, using: &generator)])
            case 7: lines = Array(lines[..<row])
            default: lines[row] = spliced(lines[row], with: Self.nasty.randomElement(using: &generator) ?? "")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// A line with a part of it replaced.
    private mutating func spliced(_ line: String, with text: String) -> String {
        let characters = Array(line)
        let start = Int.random(in: 0...characters.count, using: &generator)
        let end = min(characters.count, start + Int.random(in: 0...5, using: &generator))
        return String(characters[..<start]) + text + String(characters[end...])
    }
}

/// A small seeded generator (Steele, Lea, Flood: Fast splittable pseudorandom number generators).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
