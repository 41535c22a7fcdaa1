internal import JSONKit

/// A secret comes from the environment: what is written into the file, anybody can read.
enum SecretInClearRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let clear = ClearText(draft)
        var faults: [Diagnostic] = []
        for binding in draft.scenario.lets where SecretWord.isName(binding.name.text) {
            if case .text(let text) = binding.value, clear.isClear(text) {
                faults.append(fault(text.span, "`\(binding.name)`", clear.isFromEnvironment(text), draft))
            } else if case .value(let value) = binding.value, value.doubleValue != nil {
                faults.append(fault(binding.name.span, "`\(binding.name)`", false, draft))
            }
        }
        for name in draft.scenario.cases.flatMap(\.names) where SecretWord.isName(name.text) {
            faults.append(fault(name.span, "`\(name)`", false, draft))
        }
        var found: [(text: Template, what: String)] = []
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
        case .json(let value): places += value.secretMembers
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
    fileprivate var secretMembers: [(text: Template, what: String)] {
        switch self {
        case .value, .text: []
        case .array(let elements): elements.flatMap(\.secretMembers)
        case .object(let members):
            members.flatMap { member in
                if case .text(let text) = member.value, SecretWord.isName(member.name.text) {
                    return [(text, "the field `\(member.name)`")]
                }
                return member.value.secretMembers
            }
        }
    }
}
