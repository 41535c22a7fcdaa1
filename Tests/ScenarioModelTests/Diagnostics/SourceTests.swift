import Foundation
import ScenarioModel
import Testing

@Suite("Files that are no text, or no YAML")
struct SourceTests {
    private func faults(_ bytes: [UInt8]) -> [String] { ScenarioParser.parse(Data(bytes), file: "x.yaml").faults }

    private func faults(_ text: String) -> [String] { ScenarioParser.parse(text, file: "x.yaml").faults }

    @Test("nothing in it", arguments: ["", "\n\n", "# a comment\n", "---\n", "\u{FEFF}", "   "])
    func empty(_ text: String) {
        #expect(faults(text) == ["empty-file -"])
    }

    @Test("bytes that are no UTF-8, at their place")
    func notUTF8() {
        #expect(faults(Array("scenario: x\nb: é".utf8) + [0x80, 0x41]) == ["not-utf8 2:5"])
        #expect(faults([0xFF, 0xFE, 0x73, 0x00]) == ["not-utf8 1:1"])
        #expect(faults([0xC3]) == ["not-utf8 1:1"])
    }

    @Test("a byte-order mark and other line ends change nothing")
    func lineEnds() throws {
        let plain = Sample.steps("- click: { testid: x, colour: red }")
        #expect(faults(plain) == ["unknown-key 5:25"])
        #expect(faults("\u{FEFF}" + plain) == ["unknown-key 5:25"])
        #expect(faults(plain.replacing("\n", with: "\r\n")) == ["unknown-key 5:25"])
        #expect(faults(plain.replacing("\n", with: "\r")) == ["unknown-key 5:25"])
        let marked = try #require(ScenarioParser.parse("\u{FEFF}" + Sample().text, file: "x.yaml").scenario)
        #expect(marked.name == "sample")
    }

    @Test(
        "invisible characters", arguments: ["\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{FFFE}"])
    func invisible(_ character: String) {
        #expect(faults("scenario: a\(character)b\n") == ["control-character 1:12"])
    }

    @Test("too large, and too deep")
    func limits() {
        #expect(faults(String(repeating: "# comment\n", count: 200_000)) == ["file-too-large -"])
        #expect(faults("a: " + String(repeating: "[", count: 5000)) == ["yaml-depth 1:68"])
        #expect(faults(String(repeating: "- ", count: 5000) + "a") == ["yaml-depth 1:203"])
        #expect(faults(String(repeating: "? ", count: 5000) + "a") == ["yaml-depth 1:203"])
        let stairs = (0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(faults(stairs) == ["yaml-depth 202:202"])
        let deep = (0..<100).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n") + " b"
        #expect(faults("scenario: x\n" + deep).contains("yaml-depth 66:65"))
    }

    @Test("aliases are refused before they can grow")
    func bomb() {
        let bomb = """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            """
        let codes = Set(ScenarioParser.parse(bomb, file: "x.yaml").diagnostics.map(\.code))
        #expect(codes.isSuperset(of: [.yamlAnchor, .yamlAlias]))
    }

    static let syntax = [
        FaultCase("yaml-documents", in: "scenario: x\n«---\nscenario: y\n"),
        FaultCase("yaml-syntax", in: "scenario: x\nsteps:\n  - goto: «\"abc\n  - reload\n"),
        FaultCase("yaml-syntax", in: "scenario: x\n  «steps: a\n"),
        FaultCase("yaml-syntax", in: "scenario: x\nsteps:\n  - reload\n «- back\n"),
        FaultCase("yaml-syntax", in: "scenario: x\nsteps: «- reload\n"),
        FaultCase("yaml-syntax", in: "scenario: x\nfoo: 'a' «b\n"),
        FaultCase("yaml-syntax", in: "«}{"),
        FaultCase("yaml-syntax", in: "scenario: \"\\x«\"\n"),
        FaultCase("missing-key", in: "«version: 3\nservices: {}\n"),
    ]

    @Test("text that is no YAML, or no scenario", arguments: syntax)
    func broken(_ example: FaultCase) {
        #expect(faults(example.marked.text) == example.expected)
    }

    @Test("private characters in a text are not taken for the scanner's own")
    func privateUse() throws {
        let scenario = try parsed(Sample.top("outcome: a\u{E000}\u{E001}b"))
        #expect(scenario.outcome == "a\u{E000}\u{E001}b")
    }
}
