internal import Foundation
internal import JSONKit

/// What a fragment says of itself, besides its steps.
struct FragmentHead {
    /// What it is called.
    var name: String
    /// What has to be given.
    var inputs: [Name]
    /// Its steps.
    var steps: YAMLEntry?
}

extension Decoder {
    /// Whether a file is a fragment: steps for scenarios to use, and no scenario itself.
    static func isFragment(_ root: YAMLNode) -> Bool {
        let keys = root.entries?.map(\.key) ?? []
        return keys.contains("fragment") && !keys.contains("scenario")
    }

    /// A fragment by itself: what is given for its inputs is not known, nor what else has a value where it is used.
    func fragment(_ root: YAMLNode) {
        guard let head = fragmentHead(root) else { return }
        inputs = Dictionary(head.inputs.map { ($0.text, InputValue(unknown: $0)) }) { first, _ in first }
        _ = fragmentSteps(head, in: .fragment)
    }

    private func fragmentHead(_ root: YAMLNode) -> FragmentHead? {
        guard let entries = root.entries else { return nil }
        var fields = Fields(decoder: self, owner: "a fragment", span: root.span, entries: entries)
        let name = fields.require("fragment", example: "fragment: NAME").flatMap { text($0) }
        let inputs = fields.take("inputs").map { texts($0, example: "inputs: [email, password]") } ?? []
        let steps = fields.require("steps", example: "steps: and below it, each after a dash, its steps")
        fields.finish(hints: Self.fragmentHints)
        for (index, input) in inputs.enumerated() {
            if !Spelling.isName(input.text) {
                report(
                    .badName, at: input.span, "`\(input)` cannot be the name of an input",
                    remedy: "use letters, digits, `_` and `-`, and begin with a letter"
                )
            }
            if inputs[..<index].contains(where: { $0.text == input.text }) {
                report(
                    .duplicateName, at: input.span, "`\(input)` is an input already", remedy: "choose another name"
                )
            }
        }
        return FragmentHead(name: name ?? source.file, inputs: inputs, steps: steps)
    }

    private func fragmentSteps(_ head: FragmentHead, in section: Section) -> [Step] {
        guard let entry = head.steps else { return [] }
        if case .list(let elements) = entry.value.kind, elements.isEmpty {
            report(.emptyValue, at: entry.value.span, "the fragment has no step", remedy: "write - VERB: … below it")
        }
        return steps(entry, in: section, isNested: true)
    }

    /// The steps of a fragment in the place of the step that uses it: a stretch that is called as the fragment is.
    func use(_ verb: YAMLEntry, in section: Section) -> Action? {
        guard let (path, given) = usage(verb), let file = place(of: path),
            let (decoder, root) = open(file, at: path, for: verb)
        else { return nil }
        var stretch: Action?
        if let head = decoder.fragmentHead(root) {
            decoder.inputs = bind(head, given, at: path)
            stretch = .group(head.name, decoder.fragmentSteps(head, in: section))
        }
        adopt(decoder, note: decoder.way.note ?? "")
        return stretch
    }

    /// Which file is used, and what is given to it.
    private func usage(_ verb: YAMLEntry) -> (path: Name, given: [(name: Name, value: InputValue?)])? {
        let example = "use: { file: fragments/log-in.yaml, with: { email: VALUE } }"
        var path: Name?
        var given: [(name: Name, value: InputValue?)] = []
        if verb.value.text != nil {
            path = name(verb, example: "use: fragments/log-in.yaml")
        } else if var fields = fields(verb.value, of: verb.key, example: example) {
            path = fields.require("file", example: example).flatMap { name($0, example: "file: fragments/log-in.yaml") }
            given = fields.take("with").map(self.given) ?? []
            fields.finish(hints: ["inputs": "write with: { NAME: VALUE }", "path": "write file: FILE"])
        }
        guard let path else { return nil }
        if path.text.isEmpty {
            report(.emptyValue, at: path.span, "`use` names no file", remedy: "write \(example)")
            return nil
        }
        return (path, given)
    }

    private func given(_ entry: YAMLEntry) -> [(name: Name, value: InputValue?)] {
        guard let fields = fields(entry.value, of: entry.key, example: "with: { email: VALUE }") else { return [] }
        return fields.entries.map { pair -> (name: Name, value: InputValue?) in
            let name = Name(pair.key, span: pair.span)
            guard let text = template(pair), let value = json(pair.value, for: pair.key) else { return (name, nil) }
            return (name, InputValue(text: text, value: value))
        }
    }

    /// Where a fragment is, unless it must not be used from here.
    private func place(of path: Name) -> String? {
        guard !path.text.hasPrefix("/") else {
            report(
                .fragmentOutside, at: path.span, "`\(path)` is an absolute path, which is another elsewhere",
                remedy: "write the path from this file on, as in fragments/log-in.yaml"
            )
            return nil
        }
        let file = RelativePath.joined(path.text, to: source.file)
        if let first = way.files.firstIndex(of: file) {
            let chain = (way.files[first...] + [file]).joined(separator: " -> ")
            report(
                .fragmentCycle, at: path.span, "fragments use each other: \(chain)",
                remedy: "remove one of these `use`"
            )
            return nil
        }
        guard way.library.allows(file, for: way.files[0]) else {
            report(
                .fragmentOutside, at: path.span, "`\(path)` leads out of the folder around the scenarios",
                remedy: "keep fragments below the folder that is checked, or beside the scenario's own folder"
            )
            return nil
        }
        guard way.files.count <= FragmentWay.deepest else {
            report(
                .fragmentDepth, at: path.span,
                "fragments lie more than \(FragmentWay.deepest) deep: \((way.files + [file]).joined(separator: " -> "))",
                remedy: "use the inner one from further out"
            )
            return nil
        }
        guard way.budget.spend() else {
            report(
                .fragmentDepth, at: path.span, "more than \(FragmentWay.Budget.whole) fragments are used",
                remedy: "let fragments use fewer of each other"
            )
            return nil
        }
        return file
    }

    /// Reads a fragment.
    private func open(_ file: String, at path: Name, for verb: YAMLEntry) -> (decoder: Decoder, root: YAMLNode)? {
        let bytes: Data
        switch way.library.read(file) {
        case .file(let data): bytes = data
        case .nothing:
            report(
                .fileNotFound, at: path.span, "there is no file `\(file)`",
                remedy: "write the path from this file on, as in fragments/log-in.yaml"
            )
            return nil
        case .unreadable:
            report(
                .fileUnreadable, at: path.span, "`\(file)` cannot be read",
                remedy: "it has to be a file that you may read"
            )
            return nil
        }
        let further = way.on(to: file, line: verb.span.line)
        let note = further.note ?? ""
        let (text, textFaults) = SourceText.read(bytes, file: file)
        adopt(textFaults, note: note)
        guard var text else { return nil }
        text.origin = file
        let (root, faults) = YAMLReader.read(text, keys: ScenarioParser.keys)
        let decoder = Decoder(source: text, way: further)
        guard let root, Self.isFragment(root) else {
            adopt(decoder, note: note)
            adopt(faults, note: note)
            if root != nil {
                report(
                    .notAFragment, at: path.span, "`\(file)` is no fragment",
                    remedy: "begin it with fragment: NAME; a scenario cannot be used by another"
                )
            }
            return nil
        }
        adopt(faults, note: note)
        return (decoder, root)
    }

    /// What is given for each input; what is missing, and what is none, is said where the fragment is used.
    private func bind(
        _ head: FragmentHead, _ given: [(name: Name, value: InputValue?)], at path: Name
    ) -> [String: InputValue] {
        let names = head.inputs.map(\.text)
        let unknown = given.map { $0.name }.filter { !names.contains($0.text) }
        for name in unknown {
            let nearest = StringDistance.nearest(to: name.text, in: names)
            report(
                .unknownInput, at: name.span, "`\(head.name)` has no input `\(name)`",
                remedy: nearest.map { "write `\($0)`" }
                    ?? (names.isEmpty ? "it takes none" : "its inputs are \(names.joined(separator: ", "))"),
                suggestion: nearest.map { "did you mean `\($0)`?" }
            )
        }
        let missing = names.filter { name in !given.contains { $0.name.text == name } }
        // One that is misspelt is not missing, too.
        let misspelt = unknown.compactMap { StringDistance.nearest(to: $0.text, in: missing) }
        let absent = missing.filter { !misspelt.contains($0) }
        if !absent.isEmpty {
            let list = absent.map { "`\($0)`" }.joined(separator: ", ")
            report(
                .missingInput, at: path.span, "`\(head.name)` needs \(list)",
                remedy: "write with: { \(absent.map { "\($0): VALUE" }.joined(separator: ", ")) }"
            )
        }
        return head.inputs.reduce(into: [:]) { bound, input in
            let value = given.first { $0.name.text == input.text }?.value
            bound[input.text] = value ?? InputValue(missing: input)
        }
    }

    // MARK: Inputs

    /// What stands for `${inputs.NAME}` in the midst of a text; nothing for another name.
    func input(_ name: String, at span: SourceSpan) -> [Template.Segment]? {
        guard let inputs, name.hasPrefix("inputs.") else { return nil }
        let member = String(name.dropFirst("inputs.".count))
        if let value = inputs[member] { return value.text.segments }
        let nearest = StringDistance.nearest(to: member, in: inputs.keys.sorted())
        report(
            .unknownInput, at: span, "the fragment has no input `\(member)`",
            remedy: nearest.map { "write ${inputs.\($0)}" } ?? "add it: inputs: [\(member)]",
            suggestion: nearest.map { "did you mean `${inputs.\($0)}`?" }
        )
        return []
    }

    /// What stands for a text that is one `${inputs.NAME}` and nothing else: a value that keeps its type.
    func wholeInput(_ text: String) -> JSONTemplate? {
        guard let inputs, text.hasPrefix("${inputs."), text.hasSuffix("}") else { return nil }
        return inputs[String(text.dropFirst("${inputs.".count).dropLast())]?.value
    }

    private static let fragmentHints: [String: String] = {
        let remedy = "write it in the scenario; a fragment has `inputs` and `steps`"
        let sections = [
            "needs", "let", "probes", "setup", "teardown", "then", "converge", "given", "base", "correlation", "cases",
            "handlers", "outcome", "tags",
        ]
        return Dictionary(uniqueKeysWithValues: sections.map { ($0, remedy) })
    }()
}
