internal import JSONKit

/// One number that a path selects is taken for the count itself: `$.charges[*].amount` counts charges, except where there
/// is exactly one.
enum CountOfMembersRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        draft.conditions.compactMap { _, condition in
            guard let path = condition.test.counted, (try? JSONPath(path.example))?.takesMemberOfEach == true else {
                return nil
            }
            let (things, member) = split(path.template.source)
            return draft.fault(
                .countOfMembers, severity: .warning, at: path.template.span,
                "with exactly one of `\(things)` this counts its `\(member)`, not how many there are",
                remedy: "count the objects: \(objects(things))"
            )
        }
    }

    /// A path without its last segment, which is a name, and that name.
    private static func split(_ path: String) -> (things: String, member: String) {
        let path = path.trimmed
        let opening: Character = path.hasSuffix("]") ? "[" : "."
        guard let start = path.lastIndex(of: opening) else { return (path, path) }
        let member = path[path.index(after: start)...].filter { !"[]'\"".contains($0) }
        return (String(path[..<start]).trimmed, member.trimmed)
    }

    /// The path of the things themselves: of all things in an array it is the array.
    private static func objects(_ things: String) -> String {
        for suffix in ["[*]", ".*"] where things.hasSuffix(suffix) { return String(things.dropLast(suffix.count)) }
        return things
    }
}

extension ConditionSpec.Test {
    /// The path that is counted.
    fileprivate var counted: PathTemplate? {
        switch self {
        case .exactly(let path, _), .changesBy(let path, _): path
        case .match, .path: nil
        }
    }
}

extension String {
    /// The text without blanks around it.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
