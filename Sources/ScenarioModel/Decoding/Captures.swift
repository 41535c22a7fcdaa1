internal import JSONKit

extension Decoder {
    /// What a step keeps.
    ///
    /// - Parameters:
    ///   - entry: The `capture` key or verb.
    ///   - verb: The step's verb.
    /// - Returns: The captures, in file order.
    func captures(_ entry: YAMLEntry, of verb: String) -> [CaptureSpec] {
        let example = "capture: { NAME: { from: url } }"
        guard let fields = fields(entry.value, of: entry.key, example: example) else { return [] }
        if fields.entries.isEmpty {
            report(.emptyValue, at: entry.value.span, "`capture` names nothing", remedy: "write \(example)")
        }
        return fields.entries.compactMap { capture($0, of: verb) }
    }

    private func capture(_ entry: YAMLEntry, of verb: String) -> CaptureSpec? {
        var capture = CaptureSpec(
            name: Name(entry.key, span: entry.span), source: .response, path: nil, matches: nil, secret: false
        )
        checkName(capture.name, of: "a capture")
        if entry.value.text != nil, !entry.value.isEmpty {
            guard Self.bringingVerbs.contains(verb) else {
                report(
                    .wrongType, at: entry.value.span, "a `\(verb)` step brings no value to take a path of",
                    remedy: "write \(entry.key): { from: LOCATOR, url or a probe }"
                )
                return capture
            }
            capture.path = path(entry)
            return capture
        }
        let example = "\(entry.key): { from: { testid: NAME } }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return capture }
        if let from = fields.require("from", example: example) {
            capture.source = source(from, of: verb) ?? .response
        }
        capture.path = fields.take("path").flatMap { path($0) }
        capture.matches = fields.take("matches").flatMap { regex($0) }
        capture.secret = fields.take("secret").flatMap(flag) ?? false
        fields.finish()
        checkPath(of: capture, fields)
        if let matches = capture.matches, matches.groupCount > 1 {
            report(
                .badRegex, at: fields.entries.first { $0.key == "matches" }?.value.span,
                "`matches` has \(matches.groupCount) groups, and one value is captured",
                remedy: "keep the group that is meant; write the others as (?:…)"
            )
        }
        return capture
    }

    private func source(_ entry: YAMLEntry, of verb: String) -> CaptureSpec.Source? {
        guard let word = entry.value.text, !entry.value.isEmpty else {
            return locator(entry).map { .locator($0) }
        }
        switch word {
        case "url": return .url
        case "response":
            if !Self.bringingVerbs.contains(verb) {
                report(
                    .wrongValue, at: entry.value.span, "a `\(verb)` step has no response",
                    remedy: "put the capture beside the `http` or `eval` step that has it"
                )
            }
            return .response
        default: return .probe(Name(word, span: entry.value.span))
        }
    }

    private func checkPath(of capture: CaptureSpec, _ fields: Fields) {
        guard capture.path != nil, let entry = fields.entries.first(where: { $0.key == "path" }) else { return }
        switch capture.source {
        case .locator, .url:
            report(
                .noEffect, at: entry.span, "`path` takes a part of a JSON value, and this is a text",
                remedy: "write matches: 'before (.+) after' to take a part of it"
            )
        case .response, .probe: break
        }
    }

    /// Names that the language has given away.
    static let reservedNames = ["env", "secrets", "case", "inputs", "run", "correlation", "uuid", "now"]

    /// Reports a name that cannot stand between `${` and `}`.
    func checkName(_ name: Name, of what: String) {
        if Self.reservedNames.contains(name.text) {
            report(
                .badName, at: name.span, "`\(name.text)` is a name of the language, so \(what) cannot have it",
                remedy: "choose another name"
            )
        } else if !Spelling.isName(name.text) {
            report(
                .badName, at: name.span, "`\(name.text)` cannot be the name of \(what)",
                remedy: "use letters, digits, `_` and `-`, and begin with a letter"
            )
        }
    }
}
