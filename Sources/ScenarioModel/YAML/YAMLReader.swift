internal import Yams

/// Reads a file's lines into nodes; the only place that knows the YAML library.
struct YAMLReader {
    private let source: SourceText
    private var lines: [[Unicode.Scalar]]
    private let standIn: Unicode.Scalar
    private let covers: [Unicode.Scalar]
    private var firsts: [SourceSpan: String] = [:]
    private var diagnostics: [Diagnostic] = []

    private static let deepest = 64
    private static let mostDuplicates = 50

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - keys: The keys of the language, for the scan for traps.
    /// - Returns: The document, if it can be read, and every fault of its YAML.
    static func read(_ source: SourceText, keys: Set<String>) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
        let unused = unusedCharacters(in: source)
        var scanner = TrapScanner(lines: source.lines, standIn: unused[0], keys: keys)
        scanner.scan()
        let traps = scanner.traps.map { $0.diagnostic(file: source.file) }
        if scanner.traps.contains(where: \.isFatal) { return (nil, traps) }
        var reader = YAMLReader(
            source: source, lines: scanner.lines, standIn: unused[0], covers: Array(unused.dropFirst()))
        let root = reader.read(hasTraps: !traps.isEmpty)
        return (root, traps + reader.diagnostics)
    }

    private init(
        source: SourceText, lines: [[Unicode.Scalar]], standIn: Unicode.Scalar, covers: [Unicode.Scalar]
    ) {
        self.source = source
        self.lines = lines
        self.standIn = standIn
        self.covers = covers
    }

    /// Characters of the private-use area that the file does not contain: one to stand in for traps, and one for each
    /// key that stands twice.
    private static func unusedCharacters(in source: SourceText) -> [Unicode.Scalar] {
        let used = Set(source.text.unicodeScalars.filter { (0xE000...0xF8FF).contains($0.value) })
        let all = (UInt32(0xE000)...0xF8FF).lazy.compactMap(Unicode.Scalar.init)
        let free = Array(all.filter { !used.contains($0) }.prefix(1 + mostDuplicates))
        // A file that uses all 6,400 of them has no stand-ins, and its traps are read as what they are not.
        return free.isEmpty ? ["\u{E000}"] : free
    }

    private mutating func read(hasTraps: Bool) -> YAMLNode? {
        do {
            guard let root = try compose(), !isNothing(root) else {
                // A trap may have taken all there was, and a key that stands twice be too much.
                if !hasTraps, diagnostics.isEmpty {
                    report(
                        .emptyFile, at: nil, "the file says nothing",
                        "begin with `scenario: NAME`; the smallest scenario has steps, probes and converge"
                    )
                }
                return nil
            }
            return convert(root, depth: 0)
        } catch let error as YamlError {
            // After a trap the parser's own complaint is but its consequence.
            if !hasTraps { diagnostics.append(YAMLProblem(error, source: source).diagnostic) }
        } catch {
            report(.yamlSyntax, at: nil, "the file cannot be read as YAML", "\(error)")
        }
        return nil
    }

    private func isNothing(_ root: Node) -> Bool {
        if case .scalar(let scalar) = root { return scalar.string.isEmpty && scalar.style == .plain }
        return false
    }

    /// Parses; a key that stands twice in a map is covered and the file parsed again, so that it hides no other fault.
    private mutating func compose() throws -> Node? {
        for cover in covers {
            let text = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n") + "\n"
            do {
                return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                guard self.cover(names.first ?? "", at: context.mark, with: cover) else {
                    report(
                        .duplicateKey, at: place(context.mark, length: 1), "the same key stands twice in this map",
                        "keep one of them"
                    )
                    return nil
                }
            }
        }
        report(.duplicateKey, at: nil, "keys stand twice all over the file", "keep one of each")
        return nil
    }

    private mutating func cover(_ name: String, at mark: Mark, with cover: Unicode.Scalar) -> Bool {
        guard !name.isEmpty, lines.indices.contains(mark.line - 1) else { return false }
        let line = lines[mark.line - 1]
        var start = mark.column - 1
        if line.indices.contains(start), line[start] == "\"" || line[start] == "'" { start += 1 }
        let range = start..<(start + name.unicodeScalars.count)
        guard range.upperBound <= line.count, line[range].elementsEqual(name.unicodeScalars) else { return false }
        firsts[place(mark, length: range.count)] = name
        for column in range { lines[mark.line - 1][column] = cover }
        return true
    }

    private func place(_ mark: Mark, length: Int) -> SourceSpan {
        SourceSpan(line: max(1, mark.line), column: max(1, mark.column), length: length, file: source.origin)
    }

    private mutating func convert(_ node: Node, depth: Int) -> YAMLNode {
        guard depth < Self.deepest else {
            let span = span(of: node)
            if !diagnostics.contains(where: { $0.code == .yamlDepth }) {
                report(.yamlDepth, at: span, "nested too deep", "a scenario needs a few levels only")
            }
            return YAMLNode(kind: .unreadable, span: span)
        }
        let span = span(of: node)
        switch node {
        case .scalar(let scalar):
            if scalar.string.unicodeScalars.contains(standIn) { return YAMLNode(kind: .unreadable, span: span) }
            return YAMLNode(kind: .scalar(scalar.string, plain: scalar.style == .plain), span: span)
        case .sequence(let sequence):
            return YAMLNode(kind: .list(sequence.map { convert($0, depth: depth + 1) }), span: span)
        case .mapping(let mapping):
            return YAMLNode(kind: .map(entries(of: mapping, depth: depth)), span: span)
        case .alias:
            return YAMLNode(kind: .unreadable, span: span)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, depth: Int) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var covered: [(name: String, span: SourceSpan)] = []
        for (key, value) in mapping {
            let span = span(of: key)
            guard case .scalar(let scalar) = key else {
                report(.wrongType, at: span, "a key has to be a text", "write a name before the colon")
                continue
            }
            if scalar.string.unicodeScalars.contains(standIn) {
                entries.append(YAMLEntry(key: "", span: span, value: YAMLNode(kind: .unreadable, span: span)))
                continue
            }
            if let first = scalar.string.unicodeScalars.first, covers.contains(first) {
                let first = firsts.first { $0.key.line == span.line && $0.key.column == span.column }
                covered.append((first?.value ?? "", span))
                continue
            }
            entries.append(YAMLEntry(key: scalar.string, span: span, value: convert(value, depth: depth + 1)))
        }
        for (name, places) in Dictionary(grouping: covered, by: \.name) {
            let all = places.map(\.span) + entries.filter { $0.key == name }.map(\.span)
            for again in all.dropFirst() {
                report(
                    .duplicateKey, at: again, "`\(name)` stands twice in this map",
                    "keep one of them; the first is on line \(all[0].line)"
                )
            }
        }
        return entries
    }

    private func span(of node: Node) -> SourceSpan {
        guard let mark = node.mark else { return SourceSpan(line: 1, column: 1, file: source.origin) }
        var isQuoted = false
        if case .scalar(let scalar) = node { isQuoted = scalar.style != .plain }
        return place(
            mark, length: source.length(at: mark.line, mark.column, isQuoted: isQuoted, text: node.scalar?.string))
    }

    private mutating func report(_ code: Diagnostic.Code, at span: SourceSpan?, _ title: String, _ remedy: String) {
        diagnostics.append(Diagnostic(code, file: source.file, span: span, title: title, remedy: remedy))
    }
}

extension SourceText {
    /// How much of a line a value takes that begins there; the YAML library only knows where values begin.
    fileprivate func length(at line: Int, _ column: Int, isQuoted: Bool, text: String?) -> Int {
        guard lines.indices.contains(line - 1), lines[line - 1].indices.contains(column - 1) else { return 1 }
        let rest = lines[line - 1][(column - 1)...]
        guard let first = rest.first else { return 1 }
        if isQuoted, first == "\"" || first == "'" {
            var escaped = false
            for index in rest.indices.dropFirst() {
                if escaped {
                    escaped = false
                } else if first == "\"", rest[index] == "\\" {
                    escaped = true
                } else if rest[index] == first {
                    return index - rest.startIndex + 1
                }
            }
        }
        if let text, !isQuoted {
            let scalars = Array(text.unicodeScalars)
            if rest.starts(with: scalars) { return scalars.count }
        }
        if text == nil, first == "{" || first == "[" {
            return bracketLength(rest)
        }
        // A block map or list begins with its first key or dash; anything else goes on on further lines.
        if text == nil, let colon = rest.firstIndex(of: ":") { return first == "-" ? 1 : colon - rest.startIndex }
        return rest.count
    }

    private func bracketLength(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
        var nested = 0
        var quote: Unicode.Scalar?
        for index in rest.indices {
            let scalar = rest[index]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == "{" || scalar == "[" {
                nested += 1
            } else if scalar == "}" || scalar == "]" {
                nested -= 1
                if nested == 0 { return index - rest.startIndex + 1 }
            }
        }
        return rest.count
    }
}
