import ScenarioModel
import Testing

/// The smallest scenario that passes, with places to put something else.
struct Sample {
    var top = ""
    var probes = """
        probes:
          p: { http: { get: "https://api.test/look?id=${correlation.id}" } }
        """
    var steps = """
        steps:
          - trigger: { click: { testid: go } }
        """
    var converge = """
        converge:
          within: 10s
          stages:
            done: { probe: p, match: { done: true } }
          final: { probe: p, match: { state: ok } }
        """
    var end = ""

    var text: String {
        (["scenario: sample"] + [top, probes, steps, converge, end].filter { !$0.isEmpty }).joined(separator: "\n")
            + "\n"
    }

    /// The sample with these steps before its trigger.
    static func steps(_ steps: String) -> String {
        Sample(steps: "steps:\n" + indented(steps) + "\n  - trigger: { click: { testid: go } }").text
    }

    /// The sample with these steps at its end.
    static func then(_ steps: String) -> String { Sample(end: "then:\n" + indented(steps)).text }

    /// The sample with something more at the top.
    static func top(_ text: String) -> String { Sample(top: text).text }

    /// The sample with this stage.
    static func stage(_ entries: String, top: String = "") -> String {
        Sample(
            top: top,
            converge: """
                converge:
                  within: 10s
                  stages:
                    done: { \(entries) }
                  final: { probe: p, match: { state: ok } }
                """
        ).text
    }

    /// The sample with these lines in `converge`, and none of its own.
    static func converge(_ lines: String) -> String { Sample(converge: "converge:\n" + indented(lines)).text }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    }
}

/// Text with `«` at each place where a diagnostic is expected.
struct Marked {
    var text: String
    var places: [String]

    init(_ marked: String) {
        text = ""
        places = []
        var (line, column) = (1, 1)
        for scalar in marked.unicodeScalars {
            if scalar == "«" {
                places.append("\(line):\(column)")
                continue
            }
            text.unicodeScalars.append(scalar)
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
    }
}

/// A text, and the codes of the diagnostics at its marks, in order.
struct FaultCase: CustomTestStringConvertible {
    var codes: [String]
    var marked: Marked
    var line: UInt

    init(_ codes: String..., in text: String, line: UInt = #line) {
        self.codes = codes
        marked = Marked(text)
        self.line = line
    }

    var testDescription: String { codes.joined(separator: ", ") + " (line \(line))" }

    var expected: [String] { zip(codes, marked.places).map { "\($0) \($1)" } }
}

extension ParsedScenario {
    /// `code line:column` of every diagnostic.
    var faults: [String] {
        diagnostics.map { "\($0.code) " + ($0.span.map { "\($0.line):\($0.column)" } ?? "-") }
    }
}

/// The scenario that a text says, which has to be without fault, also to the schema that editors use.
func parsed(_ text: String) throws -> Scenario {
    let parsed = ScenarioParser.parse(text, file: "sample.yaml")
    let shown = parsed.diagnostics.map { $0.rendered(source: parsed.text, color: false) }.joined(separator: "\n")
    guard let scenario = parsed.scenario, parsed.diagnostics.isEmpty else { throw Refused(shown: shown) }
    // What is right is right to an editor as well.
    let faults = EditorView.faults(text) ?? ["it is no YAML"]
    guard faults.isEmpty else { throw Refused(shown: faults.joined(separator: "\n")) }
    return scenario
}

/// A scenario that should have passed.
struct Refused: Error, CustomStringConvertible {
    var shown: String
    var description: String { "\n" + shown }
}
