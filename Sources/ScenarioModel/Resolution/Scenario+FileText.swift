internal import JSONKit

extension Scenario {
    /// Notes at every file probe whether the scenario reads the texts of its files.
    ///
    /// A text that does not fit is left out of an answer. For who only counts files, or compares digests, nothing is
    /// missing then; a `never` on the texts would miss what is there, and be green. What cannot be told reads them.
    mutating func noteReadTexts() {
        for index in probes.indices {
            guard case .file(var files) = probes[index].kind else { continue }
            files.readsText = readsText(of: probes[index].name)
            probes[index].kind = .file(files)
        }
    }

    private func readsText(of probe: String) -> Bool {
        let stages = converge.stages.filter { $0.condition.probe.text == probe }
        return conditions.contains { $0.condition.probe.text == probe && $0.condition.readsFileText }
            || stages.flatMap { [$0.identity, $0.time] }.compactMap(\.self).contains { $0.share != .facts }
            || everyStep.contains { $0.takesFileText(of: probe) }
    }
}

extension ConditionSpec {
    /// Whether it may depend on the text of a file.
    fileprivate var readsFileText: Bool {
        switch test {
        case .match(let pattern): pattern.mentionsFileText
        case .path(let path, let pattern):
            switch path.share {
            case .facts: false
            case .files: pattern.mentionsFileText
            case .anything: true
            }
        // To count files nobody looks into them.
        case .exactly(let path, _), .changesBy(let path, _): path.share == .anything
        }
    }
}

extension Step {
    /// Whether it takes a value of a probe that may have the text of a file in it.
    fileprivate func takesFileText(of probe: String) -> Bool {
        if case .agree(let agree) = action, agree.probe.text == probe, agree.path.share != .facts { return true }
        return captures.contains { capture in
            guard case .probe(let name) = capture.source, name.text == probe else { return false }
            return capture.path?.share != .facts
        }
    }
}

extension JSONTemplate {
    /// Whether a pattern of files, or of the whole answer, may depend on the text of one.
    fileprivate var mentionsFileText: Bool {
        switch self {
        case .value: false
        // A variable may stand for a file, with its text.
        case .text(let template): template.wholeValue != nil
        case .array(let elements): elements.contains(where: \.mentionsFileText)
        case .object(let members):
            members.contains { member in
                member.name.text == "text"
                    || !FileShare.factNames.contains(member.name.text) && member.value.mentionsFileText
            }
        }
    }
}

/// What a path takes of the answer of a file probe.
private enum FileShare {
    /// The number of files, or what is known of each without its text.
    case facts
    /// The answer, or files: their texts are in it, and not looked at yet.
    case files
    /// Perhaps a text.
    case anything

    /// The members that have nothing of a text.
    static let factNames: Set<String> = ["count", "name", "size", "sha256", "note"]
}

extension PathTemplate {
    /// What it takes of the answer of a file probe, as far as its form says so.
    ///
    /// Only the forms that people write are known: a path that is none of them may come to a text by a wildcard, a
    /// descent or a name that is written in another way.
    fileprivate var share: FileShare {
        let path = example
        // With escapes the end of a string would be harder to find.
        guard !path.contains("\\") else { return .anything }
        let bare = path.replacing(/'[^']*'|"[^"]*"/, with: "''")
        if bare == "$.count" { return .facts }
        // The answer, all files, or one, some or those of a filter that looks at facts; and a fact of each.
        let known =
            #/
            \$ (?: \.files
                (?:
                    (?: \.\* | \[ (?: \* | [-\d:]+ | \? (?: [^@$*\[\]] | @\.(?:name|size|sha256|note)(?!\w) )* ) \] )
                    (\.(?:name|size|sha256|note))?
                )?
            )?
            /#
        guard let match = bare.wholeMatch(of: known) else { return .anything }
        return match.1 != nil ? .facts : .files
    }
}
