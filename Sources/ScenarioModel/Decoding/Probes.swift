extension Decoder {
    /// Kinds of probe that are carried out.
    static let kinds = ["http", "command", "file"]

    /// The `probes` section.
    func probes(_ entry: YAMLEntry) -> [ProbeSpec] {
        let example = "probes: { NAME: { http: { get: URL } } }"
        guard let fields = fields(entry.value, of: entry.key, example: example) else { return [] }
        return fields.entries.map(probe)
    }

    /// One probe; unsupported where its kind is wrong, so that its name is known all the same.
    private func probe(_ entry: YAMLEntry) -> ProbeSpec {
        var probe = ProbeSpec(
            name: entry.key, span: entry.span, kind: .unsupported(""), absent: [], clock: nil, skew: .zero, timeout: nil
        )
        let name = Name(entry.key, span: entry.span)
        if entry.key == "url" || entry.key == "response" {
            report(
                .badName, at: entry.span, "a probe cannot be called `\(entry.key)`: `capture` has that word already",
                remedy: "choose another name"
            )
        } else {
            checkName(name, of: "a probe")
        }
        guard var fields = fields(entry.value, of: entry.key, example: "\(entry.key): { http: { get: URL } }") else {
            return probe
        }
        probe.kind = kind(&fields) ?? .unsupported("")
        if let absent = fields.take("absent") {
            let range = fields.has("command") ? 0...255 : 100...599
            probe.absent = (list(absent, example: "absent: [404]") ?? []).compactMap {
                integer($0, for: absent.key, in: range)
            }
            if fields.has("file") {
                report(
                    .noEffect, at: absent.span, "files have no status: that there are none is a `count` of 0",
                    remedy: "remove it"
                )
            }
        }
        if let clock = fields.take("clock") { probe.clock = text(clock) }
        if let skew = fields.take("skew") {
            probe.skew = duration(skew) ?? .zero
            if probe.clock == nil, !fields.has("clock") {
                report(
                    .noEffect, at: skew.span, "`skew` does nothing without `clock`",
                    remedy: "name the clock that writes the times: clock: NAME"
                )
            }
        }
        if let timeout = fields.take("timeout") { probe.timeout = duration(timeout) }
        if let evidence = fields.take("evidence") { probe.evidence = path(evidence) }
        fields.finish(hints: Self.probeHints)
        return probe
    }

    private func kind(_ fields: inout Fields) -> ProbeSpec.Kind? {
        let given = fields.entries.filter { Self.kinds.contains($0.key) || Pending.probes.contains($0.key) }
        fields.allow(Self.kinds)
        fields.allow(given.map(\.key))
        for other in given.dropFirst() {
            report(
                .conflictingKeys, at: other.span, "`\(given[0].key)` and `\(other.key)` are two probes",
                remedy: "give each a name of its own"
            )
        }
        guard let first = given.first else {
            if fields.entries.allSatisfy({ Self.commonKeys.contains($0.key) }) {
                report(
                    .missingKey, at: fields.span, "the probe `\(fields.owner)` does not say how to look",
                    remedy: "write http: { get: URL }, command: { run: [PROGRAM, ARGUMENT] } or file: { glob: PATH }"
                )
            }
            return nil
        }
        switch first.key {
        case "http": return request(first).map { .http($0) }
        case "command": return command(first)
        case "file": return files(first)
        default:
            unsupported("the `\(first.key)` probe", at: first.span)
            return .unsupported(first.key)
        }
    }

    private func command(_ entry: YAMLEntry) -> ProbeSpec.Kind? {
        let example = "command: { run: [PROGRAM, ARGUMENT] }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        guard let run = fields.require("run", example: example) else {
            fields.finish()
            return nil
        }
        let nodes = list(run, example: "run: [PROGRAM, ARGUMENT]; there is no shell")
        let words = (nodes ?? []).compactMap { template($0, for: run.key) }
        fields.finish()
        if nodes?.isEmpty == true {
            report(.emptyValue, at: run.value.span, "`run` names no program", remedy: "write run: [PROGRAM, ARGUMENT]")
        }
        return words.isEmpty ? nil : .command(run: words)
    }

    private func files(_ entry: YAMLEntry) -> ProbeSpec.Kind? {
        let example = "file: { glob: \"out/*.csv\", containing: \"${run.id}\" }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let glob = fields.require("glob", example: example)
        let containing = fields.take("containing")
        fields.finish(hints: ["path": "write glob: PATH", "contains": "write containing: TEXT"])
        let pattern = glob.flatMap { template($0, example: "glob: \"out/*.csv\"") }
        if let glob, let pattern, pattern.source.isEmpty || pattern.source.hasSuffix("/") {
            report(
                pattern.source.isEmpty ? .emptyValue : .wrongValue, at: glob.value.span, "`glob` names no file",
                remedy: "write glob: \"out/*.csv\""
            )
        }
        let text = containing.flatMap { template($0, example: "containing: TEXT") }
        if let containing, text?.source.isEmpty == true {
            report(
                .emptyValue, at: containing.value.span, "every file contains an empty text",
                remedy: "write containing: TEXT, or leave it out"
            )
        }
        return pattern.map { .file(FileProbeSpec(glob: $0, containing: text)) }
    }

    private static let commonKeys: Set<String> = ["absent", "clock", "skew", "timeout", "evidence"]
    private static let probeHints = [
        "get": "write http: { get: URL }", "post": "write http: { post: URL }", "url": "write http: { get: URL }",
        "run": "write command: { run: [PROGRAM, ARGUMENT] }", "glob": "write file: { glob: PATH }",
    ]
}
