package import Foundation

/// Reads one scenario.
package enum ScenarioParser {
    /// Reads a scenario's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of the file.
    ///   - file: The path, as it was given.
    /// - Returns: The scenario, when nothing is wrong with it, and every diagnostic, in the order of the file.
    package static func parse(_ bytes: Data, file: String) -> ParsedScenario {
        let (source, faults) = SourceText.read(bytes, file: file)
        guard let source else {
            return ParsedScenario(text: String(decoding: bytes.prefix(SourceText.maximumSize), as: UTF8.self), faults)
        }
        return parse(source)
    }

    /// Reads a scenario's text.
    ///
    /// - Parameters:
    ///   - text: The text of the file.
    ///   - file: The path, for messages.
    /// - Returns: The scenario, when nothing is wrong with it, and every diagnostic, in the order of the file.
    package static func parse(_ text: String, file: String) -> ParsedScenario { parse(Data(text.utf8), file: file) }

    private static func parse(_ source: SourceText) -> ParsedScenario {
        let (root, faults) = YAMLReader.read(source, keys: keys)
        var parsed = ParsedScenario(text: source.text, faults)
        guard let root else { return parsed }
        let decoder = Decoder(source: source)
        let draft = decoder.document(root)
        parsed.diagnostics += decoder.diagnostics
        if let draft {
            parsed.name = draft.scenario.name
            parsed.nameSpan = draft.scenario.nameSpan
            parsed.diagnostics += Rules.check(draft)
            if !parsed.diagnostics.contains(where: \.isError) { parsed.scenario = draft.scenario }
        }
        parsed.sort()
        return parsed
    }

    /// Keys of the language, for `key:value` without its space.
    private static let keys: Set<String> = Set(
        Decoder.verbs + Decoder.locatorKeys + Decoder.roleKeys + Decoder.refinementKeys + [
            "scenario", "outcome", "tags", "impact", "needs", "env", "secrets", "let", "base", "testid_attribute",
            "idempotent", "exclusive", "correlation", "id", "origins", "local_storage", "header", "traceparent",
            "setup", "probes",
            "given", "steps", "converge", "then", "teardown", "get", "post", "put", "patch", "delete", "json", "form",
            "body", "headers", "auth", "absent", "clock", "skew", "timeout", "optional", "run", "settle",
            "poll", "stages", "never", "final", "probe", "match", "path", "count", "exactly", "identity", "time",
            "boundary", "order", "passing", "status", "visible", "hidden", "url", "value", "with", "option", "key",
        ]
    )
}

/// What came of reading one file.
package struct ParsedScenario: Sendable {
    /// The scenario; nothing when there is an error.
    package var scenario: Scenario?
    /// Everything that was found, in the order of the file.
    package var diagnostics: [Diagnostic]
    /// The text the diagnostics point into.
    package var text: String
    /// The name, as far as it could be read.
    var name = ""
    var nameSpan = SourceSpan(line: 1, column: 1)

    init(text: String, _ diagnostics: [Diagnostic]) {
        self.text = text
        self.diagnostics = diagnostics
        sort()
    }

    /// Orders diagnostics by place and drops what is said twice of one place.
    mutating func sort() {
        var seen: Set<Diagnostic> = []
        diagnostics = diagnostics.filter { seen.insert($0).inserted }
        let start = SourceSpan(line: 0, column: 0)
        diagnostics.sort {
            ($0.span ?? start, $0.code.rawValue, $0.title) < ($1.span ?? start, $1.code.rawValue, $1.title)
        }
    }
}
