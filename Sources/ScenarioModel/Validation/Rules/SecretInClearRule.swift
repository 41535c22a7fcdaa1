internal import JSONKit

/// A secret comes from the environment: what is written into the file, anybody can read.
enum SecretInClearRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let clear = ClearText(draft)
        // A case is written into its label, and so everywhere; nothing is filled in in it.
        var faults = draft.scenario.cases.flatMap(\.secretNames).map { fault($0.span, "`\($0)`", false, draft) }
        let lets = JSONTemplate.object(draft.scenario.lets.map { JSONTemplate.Member(name: $0.name, value: $0.value) })
        var found = lets.secretMembers(withNumbers: true).map { (text: $0.text, what: "`\($0.name)`") }
        for probe in draft.scenario.probes {
            switch probe.kind {
            case .http(let request): found += request.secretPlaces
            case .command(let run): found += arguments(run)
            case .file, .unsupported: break
            }
        }
        for step in draft.everyStep {
            switch step.action {
            case .http(let http): found += http.request.secretPlaces
            case .fill(let locator, let text) where SecretWord.isMentioned(in: locator.description):
                found.append((text, "what goes into `\(locator)`"))
            case .type(let locator?, let text) where SecretWord.isMentioned(in: locator.description):
                found.append((text, "what goes into `\(locator)`"))
            default: break
            }
        }
        for (text, what) in found where clear.isClear(text) {
            faults.append(fault(text.span, what, clear.isFromEnvironment(text), draft))
        }
        return faults
    }

    private static func fault(_ span: SourceSpan, _ what: String, _ isDeclared: Bool, _ draft: Draft) -> Diagnostic {
        draft.fault(
            .secretInClear, at: span,
            isDeclared
                ? "\(what) looks like a secret, but comes from `needs.env`, so it would be written in clear"
                : "\(what) looks like a secret written in clear",
            remedy:
                "declare it, needs: { secrets: [NAME] }, and write ${secrets.NAME}; a value that is no secret can be "
                + "${uuid}"
        )
    }

    /// `--password=x` and `--password x`.
    private static func arguments(_ run: [Template]) -> [(text: Template, what: String)] {
        var found: [(Template, String)] = []
        for (index, word) in run.enumerated() where word.source.hasPrefix("-") {
            let parts = word.source.split(separator: "=", maxSplits: 1).map(String.init)
            guard let flag = parts.first, SecretWord.isName(flag) else { continue }
            if parts.count == 2 {
                found.append((word, "the argument `\(flag)`"))
            } else if index + 1 < run.count {
                found.append((run[index + 1], "the argument after `\(flag)`"))
            }
        }
        return found
    }
}

/// Whether a text can be read by whoever has the file or the run's files.
private struct ClearText {
    private let lets: [String: JSONTemplate]

    init(_ draft: Draft) {
        lets = Dictionary(draft.scenario.lets.map { ($0.name.text, $0.value) }) { first, _ in first }
    }

    func isClear(_ text: Template) -> Bool { isClear(text, depth: 0) && !text.source.isEmpty }

    func isFromEnvironment(_ text: Template) -> Bool { text.references.contains { $0.text.hasPrefix("env.") } }

    /// What is generated, captured or secret is not in the file.
    private func isClear(_ text: Template, depth: Int) -> Bool {
        text.references.allSatisfy { name in
            if name.text.hasPrefix("env.") || name.text.hasPrefix("case.") { return true }
            guard depth < 20, case .text(let value)? = lets[name.text] else { return false }
            return isClear(value, depth: depth + 1)
        }
    }
}

extension HTTPRequestSpec {
    /// Where a request may carry a secret.
    fileprivate var secretPlaces: [(text: Template, what: String)] {
        var places: [(Template, String)] = []
        for header in headers where SecretWord.isName(header.name.text) || header.name.text.lowercased() == "cookie" {
            places.append((header.value, "the header `\(header.name)`"))
        }
        switch auth {
        case .basic(_, let password): places.append((password, "the password"))
        case .bearer(let token): places.append((token, "the bearer token"))
        case nil: break
        }
        switch body {
        case .json(let value):
            places += value.secretMembers(withNumbers: false).map { ($0.text, "the field `\($0.name)`") }
        case .form(let fields):
            places += fields.filter { SecretWord.isName($0.name.text) }.map { ($0.value, "the field `\($0.name)`") }
        case .text, nil: break
        }
        // Few addresses have either, and expressions take their time.
        if url.source.utf8.contains(UInt8(ascii: "=")) {
            for parameter in url.source.matches(of: /[?&]([A-Za-z0-9_\-]+)=([^&$]+)/)
            where SecretWord.isName("\(parameter.1)") {
                places.append((url.part("\(parameter.2)"), "the parameter `\(parameter.1)`"))
            }
        }
        if url.source.utf8.contains(UInt8(ascii: "@")),
            let password = url.source.firstMatch(of: /:\/\/[^\/?#@\s]*:([^\/?#@\s$]+)@/)
        {
            places.append((url.part("\(password.1)"), "the password in the address"))
        }
        return places
    }
}

extension Template {
    /// A literal part of the text.
    fileprivate func part(_ text: String) -> Template {
        Template(literal: text, span: span)
    }
}

extension JSONTemplate {
    /// What stands under a name that secrets go by, at any depth; a list's elements stand under its name.
    ///
    /// - Parameters:
    ///   - withNumbers: Whether a number can be a secret.
    ///   - name: The name that the value itself stands under, if that is one that secrets go by.
    /// - Returns: The texts, and numbers as they are written, each with its name.
    fileprivate func secretMembers(withNumbers: Bool, under name: Name? = nil) -> [(text: Template, name: Name)] {
        switch self {
        case .text(let text): return name.map { [(text, $0)] } ?? []
        case .value(let value):
            guard withNumbers, let name, value.doubleValue != nil else { return [] }
            return [(Template(literal: value.serialized(), span: name.span), name)]
        case .array(let elements): return elements.flatMap { $0.secretMembers(withNumbers: withNumbers, under: name) }
        case .object(let members):
            return members.flatMap { member in
                let name = SecretWord.isName(member.name.text) ? member.name : name
                return member.value.secretMembers(withNumbers: withNumbers, under: name)
            }
        }
    }
}

extension ScenarioCase {
    /// The names of its values that secrets go by; what is only true or false is no secret, and a map that goes by such
    /// a name is told once.
    fileprivate var secretNames: [Name] {
        let secret = names.filter { SecretWord.isName($0.text) && values[$0.text]?.boolValue == nil }
        return secret.filter { name in !secret.contains { name.text.hasPrefix($0.text + ".") } }
    }
}
