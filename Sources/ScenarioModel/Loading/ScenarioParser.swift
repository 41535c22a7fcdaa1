package import Foundation

/// Reads one scenario.
package enum ScenarioParser {
    /// Reads a scenario's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of the file.
    ///   - file: The path, as it was given.
    ///   - library: Where the fragments come from that it uses.
    /// - Returns: The scenario, when nothing is wrong with it, and every diagnostic, in the order of the file.
    package static func parse(
        _ bytes: Data, file: String, library: FragmentLibrary = .disk()
    ) -> ParsedScenario {
        let (source, faults) = SourceText.read(bytes, file: file)
        guard let source else {
            let text = String(decoding: bytes.prefix(SourceText.maximumSize), as: UTF8.self)
            return ParsedScenario(file: file, text: text, faults)
        }
        return parse(source, library)
    }

    /// Reads a scenario's text.
    ///
    /// - Parameters:
    ///   - text: The text of the file.
    ///   - file: The path, for messages, and to find the fragments that it uses.
    ///   - library: Where they come from.
    /// - Returns: The scenario, when nothing is wrong with it, and every diagnostic, in the order of the file.
    package static func parse(
        _ text: String, file: String, library: FragmentLibrary = .disk()
    ) -> ParsedScenario {
        parse(Data(text.utf8), file: file, library: library)
    }

    private static func parse(_ source: SourceText, _ library: FragmentLibrary) -> ParsedScenario {
        let (root, faults) = YAMLReader.read(source, keys: keys)
        var parsed = ParsedScenario(file: source.file, text: source.text, faults)
        guard let root else { return parsed }
        let decoder = Decoder(source: source, way: FragmentWay(to: source.file, library: library))
        parsed.isFragment = Decoder.isFragment(root)
        var draft: Draft?
        if parsed.isFragment { decoder.fragment(root) } else { draft = decoder.document(root) }
        parsed.diagnostics += decoder.diagnostics
        parsed.fragments = decoder.fragments.mapValues(\.text)
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
    static let keys: Set<String> = Set(
        Decoder.verbs + Decoder.locatorKeys + Decoder.roleKeys + Decoder.refinementKeys + [
            "scenario", "outcome", "tags", "impact", "needs", "env", "secrets", "let", "base", "testid_attribute",
            "idempotent", "exclusive", "correlation", "id", "origins", "local_storage", "header", "traceparent",
            "setup", "probes", "cases", "handlers", "fragment", "inputs", "when", "do", "glob", "containing",
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
    /// The texts of the fragments that were read for it, by their paths; diagnostics may point into them as well.
    package var fragments: [String: String] = [:]
    /// True for a fragment, which is no scenario but is there for scenarios to use.
    package var isFragment = false
    /// The name, as far as it could be read.
    var name = ""
    var nameSpan = SourceSpan(line: 1, column: 1)
    private let file: String

    init(file: String, text: String, _ diagnostics: [Diagnostic]) {
        self.file = file
        self.text = text
        self.diagnostics = diagnostics
        sort()
    }

    /// Orders diagnostics by place, those of the file itself first, and drops what is said twice of one place.
    mutating func sort() {
        diagnostics = Diagnostic.merged(diagnostics)
        let (own, start) = (file, SourceSpan(line: 0, column: 0))
        func key(_ fault: Diagnostic) -> (String, SourceSpan, String, String) {
            (fault.file == own ? "" : fault.file, fault.span ?? start, fault.code.rawValue, fault.title)
        }
        diagnostics.sort { key($0) < key($1) }
    }
}

extension Diagnostic {
    /// Diagnostics without what is said twice of one place; how a fragment came to be read is said the first time.
    static func merged(_ all: [Diagnostic]) -> [Diagnostic] {
        var merged: [Diagnostic] = []
        var places: [Diagnostic: Int] = [:]
        for fault in all {
            var bare = fault
            bare.notes = []
            guard let place = places[bare] else {
                places[bare] = merged.count
                merged.append(fault)
                continue
            }
            if merged[place].notes.count < fault.notes.count { merged[place].notes = fault.notes }
        }
        return merged
    }
}
