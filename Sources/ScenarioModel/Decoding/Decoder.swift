internal import JSONKit

/// Turns nodes into values and gathers every fault on the way; nothing stops it.
final class Decoder {
    /// The file.
    let source: SourceText
    /// How the file came to be read.
    let way: FragmentWay
    /// What stands for `${inputs.NAME}`, by name; nothing in a scenario, which has no inputs.
    var inputs: [String: InputValue]?
    /// What was found so far.
    private(set) var diagnostics: [Diagnostic] = []
    /// Every fragment that was read for this file, by its path.
    private(set) var fragments: [String: FragmentText] = [:]

    init(source: SourceText, way: FragmentWay) {
        self.source = source
        self.way = way
    }

    /// Takes over what was found in a fragment, and in those that it uses itself.
    ///
    /// - Parameters:
    ///   - decoder: Has read the fragment.
    ///   - note: Where it is used.
    func adopt(_ decoder: Decoder, note: String) {
        diagnostics += decoder.diagnostics.map { fault in
            var fault = fault
            // What was found further down says already how it came there.
            if fault.file == decoder.source.file { fault.notes.append(note) }
            return fault
        }
        for (file, fragment) in decoder.fragments { keep(fragment, as: file) }
        keep(FragmentText(text: decoder.source.text, uses: [note]), as: decoder.source.file)
    }

    private func keep(_ fragment: FragmentText, as file: String) {
        let known = fragments[file]?.uses ?? []
        fragments[file] = FragmentText(
            text: fragment.text, uses: known + fragment.uses.filter { !known.contains($0) })
    }

    /// Takes over what is wrong with a fragment that could not be read at all.
    func adopt(_ faults: [Diagnostic], note: String) {
        diagnostics += faults.map { fault in
            var fault = fault
            fault.notes.append(note)
            return fault
        }
    }

    /// Notes a fault.
    func report(
        _ code: Diagnostic.Code,
        severity: Diagnostic.Severity = .error,
        at span: SourceSpan?,
        _ title: String,
        remedy: String,
        suggestion: String? = nil,
        notes: [String] = []
    ) {
        diagnostics.append(
            Diagnostic(
                code,
                severity: severity,
                file: source.file,
                span: span,
                title: title,
                remedy: remedy,
                suggestion: suggestion,
                notes: notes
            )
        )
    }

    /// Notes that a value is not of the type that is due.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - expected: The type, in words.
    ///   - key: The key it belongs to.
    ///   - remedy: What to write instead.
    ///   - suggestion: The value as it should be, where that is clear.
    func wrongType(
        _ node: YAMLNode, expected: String, for key: String, remedy: String, suggestion: String? = nil
    ) {
        guard !node.isUnreadable else { return }
        if node.isEmpty {
            report(.emptyValue, at: node.span, "`\(key)` has no value", remedy: remedy)
        } else {
            report(
                .wrongType, at: node.span, "`\(key)` has to be \(expected), not \(node.typeName)", remedy: remedy,
                suggestion: suggestion
            )
        }
    }

    /// Notes a part of the language that this version does not carry out.
    func unsupported(_ what: String, at span: SourceSpan) {
        report(
            .notSupportedYet, at: span, "\(what): not supported yet",
            remedy: "this version of Endstate cannot carry it out; leave it out"
        )
    }

    /// The entries of a map; anything else is reported.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - key: The key it belongs to, for messages.
    ///   - example: How a right value looks.
    /// - Returns: The entries, or nothing.
    func fields(_ node: YAMLNode, of key: String, example: String) -> Fields? {
        guard let entries = node.entries else {
            wrongType(node, expected: "a map", for: key, remedy: "write \(example)")
            return nil
        }
        return Fields(decoder: self, owner: key, span: node.span, entries: entries)
    }
}

/// The entries of one map: each is asked for by its key, and what nobody asked for is unknown.
struct Fields {
    /// Where values are turned into what they mean.
    let decoder: Decoder
    /// The key the map belongs to.
    let owner: String
    /// Where the map stands.
    let span: SourceSpan
    /// The entries in file order.
    let entries: [YAMLEntry]
    /// True when a trap took a part of the map, so that what is missing may have been there.
    let isIncomplete: Bool
    /// The keys asked for so far.
    private(set) var asked: [String] = []

    init(decoder: Decoder, owner: String, span: SourceSpan, entries: [YAMLEntry]) {
        self.decoder = decoder
        self.owner = owner
        self.span = span
        self.entries = entries.filter { !$0.isLost }
        isIncomplete = entries.contains { $0.value.isUnreadable }
    }

    /// The map, as messages call it.
    private var ownerInWords: String { owner.contains(" ") ? owner : "`\(owner)`" }

    /// True when a key is there.
    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// The entry of a key, if it is there.
    mutating func take(_ key: String) -> YAMLEntry? {
        asked.append(key)
        return entries.first { $0.key == key }
    }

    /// The entry of a key that has to be there.
    mutating func require(_ key: String, example: String) -> YAMLEntry? {
        if let entry = take(key) { return entry }
        if isIncomplete || hasMisspelt([key]) { return nil }
        decoder.report(.missingKey, at: span, "\(ownerInWords) needs `\(key)`", remedy: "write \(example)")
        return nil
    }

    /// True when some key looks like one of these; it is reported as unknown, so that none of them is missing too.
    func hasMisspelt(_ keys: [String]) -> Bool {
        entries.contains { StringDistance.nearest(to: $0.key, in: keys) != nil || withColon($0, after: keys) != nil }
    }

    /// Accepts a key without reading it, so that it is not reported as unknown.
    mutating func allow(_ keys: some Sequence<String>) { asked.append(contentsOf: keys) }

    /// Reports every key that nobody asked for.
    ///
    /// - Parameter hints: Remedies for keys that are known not to belong here.
    func finish(hints: [String: String] = [:]) {
        for entry in entries where !asked.contains(entry.key) {
            let meant = withColon(entry, after: asked) ?? StringDistance.nearest(to: entry.key, in: asked)
            let known = asked.filter { !$0.isEmpty }
            let list = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
            var notes: [String] = []
            if entry.key == "<<" {
                notes.append("YAML's merge key is not part of the language; to say a thing once, use `let`")
            } else if entry.value.isEmpty, withColon(entry, after: asked) == nil {
                notes.append("between braces a comma ends a text; write a text with a comma in it in quotes")
            }
            decoder.report(
                .unknownKey,
                at: entry.span,
                "\(ownerInWords) has no key `\(entry.key)`",
                remedy: hints[entry.key] ?? meant.map { "write `\($0)`" } ?? "its keys are \(list)",
                suggestion: meant.map { "did you mean `\($0)`?" },
                notes: notes
            )
        }
    }

    /// `testid upgrade-pro`, where a key is followed by its value without a colon, with the colon.
    private func withColon(_ entry: YAMLEntry, after keys: [String]) -> String? {
        entry.value.isEmpty ? Spelling.withColon(entry.key, after: keys) : nil
    }
}
