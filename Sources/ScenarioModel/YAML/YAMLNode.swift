/// A YAML value with its place; scalars keep their text, since the language types them, not YAML.
struct YAMLNode {
    /// The value.
    var kind: Kind
    /// Where it stands.
    var span: SourceSpan

    /// The kinds of value.
    indirect enum Kind {
        /// A text, a number, nothing: whatever the place makes of it.
        case scalar(String, plain: Bool)
        /// A list.
        case list([YAMLNode])
        /// A map, in file order.
        case map([YAMLEntry])
        /// A trap stood here, which is reported already.
        case unreadable
    }

    /// What it is, in words.
    var typeName: String {
        switch kind {
        case .scalar("", plain: true): "nothing"
        case .scalar: "a text"
        case .list: "a list"
        case .map: "a map"
        case .unreadable: "something unreadable"
        }
    }

    /// True for a key that nothing follows.
    var isEmpty: Bool {
        if case .scalar("", plain: true) = kind { return true }
        return false
    }

    /// True where a trap stood.
    var isUnreadable: Bool {
        if case .unreadable = kind { return true }
        return false
    }

    /// The entries of a map.
    var entries: [YAMLEntry]? {
        if case .map(let entries) = kind { return entries }
        return nil
    }

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = kind { return text }
        return nil
    }
}

/// A key with its value.
struct YAMLEntry {
    /// The key.
    var key: String
    /// Where the key stands.
    var span: SourceSpan
    /// The value.
    var value: YAMLNode

    /// True where a trap took the key.
    var isLost: Bool { key.isEmpty && value.isUnreadable }
}

extension YAMLNode {
    /// The value on one line, shortened, as people write it.
    ///
    /// - Parameter limit: How many characters there may be.
    /// - Returns: Flow notation; quotes only where they are needed.
    func summary(limit: Int = 120) -> String {
        let full = flowText(depth: 0)
        return full.count <= limit ? full : full.prefix(limit - 1) + "…"
    }

    private func flowText(depth: Int) -> String {
        switch kind {
        case .scalar(let text, let plain):
            let folded = Spelling.folded(text)
            return plain || !Spelling.needsQuotes(folded) ? folded : Trap.quoted(folded)
        case .list(let elements):
            return "[" + elements.map { $0.flowText(depth: depth + 1) }.joined(separator: ", ") + "]"
        case .map(let entries):
            let members = entries.filter { !$0.isLost }.map { "\($0.key): \($0.value.flowText(depth: depth + 1))" }
                .joined(separator: ", ")
            return depth == 0 && entries.count == 1 ? members : "{ \(members) }"
        case .unreadable:
            return "…"
        }
    }
}
