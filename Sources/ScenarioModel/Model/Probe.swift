/// A way to look at the back end.
package struct ProbeSpec: Sendable, Hashable {
    /// The name.
    package var name: String
    /// Where the name stands.
    package var span: SourceSpan
    /// How it looks.
    package var kind: Kind
    /// Statuses (for a command: exit codes) that mean "answered: nothing there yet".
    package var absent: [Int]
    /// Whose clock writes the times it reports.
    package var clock: String?
    /// How far clocks of that name may disagree.
    package var skew: Duration
    /// How long one look may take, when the scenario says so.
    package var timeout: Duration?
    /// What of its answer is quoted where a run does not pass: errors, dead letters, the last entries of an audit trail.
    package var evidence: PathTemplate?

    /// Makes a probe.
    package init(
        name: String,
        span: SourceSpan = SourceSpan(line: 1, column: 1),
        kind: Kind,
        absent: [Int] = [],
        clock: String? = nil,
        skew: Duration = .zero,
        timeout: Duration? = nil,
        evidence: PathTemplate? = nil
    ) {
        self.name = name
        self.span = span
        self.kind = kind
        self.absent = absent
        self.clock = clock
        self.skew = skew
        self.timeout = timeout
        self.evidence = evidence
    }

    /// The kinds of probe.
    package enum Kind: Sendable, Hashable {
        /// One HTTP exchange.
        case http(HTTPRequestSpec)
        /// A program, without a shell; the first element is the program.
        case command(run: [Template])
        /// Files that match a glob.
        case file(FileProbeSpec)
        /// A kind of the language that this version does not carry out; `check` refuses it.
        case unsupported(String)
    }
}

/// Which files a probe looks at.
package struct FileProbeSpec: Sendable, Hashable {
    /// Their paths, from where the tool runs: `*` is anything but a slash, `**` any folders, `?` one character, `{a,b}`
    /// either.
    package var glob: Template
    /// Only files with this text in them.
    package var containing: Template?
    /// Whether the scenario judges, or captures, what stands in the files, so that a look without their texts is none.
    package var readsText: Bool

    /// Makes the value.
    package init(glob: Template, containing: Template? = nil, readsText: Bool = false) {
        self.glob = glob
        self.containing = containing
        self.readsText = readsText
    }
}

/// A test of what a probe answers, unresolved.
package struct ConditionSpec: Sendable, Hashable {
    /// The probe.
    package var probe: Name
    /// The test.
    package var test: Test
    /// Where the condition stands.
    package var span: SourceSpan

    /// The three ways to test an answer.
    package enum Test: Sendable, Hashable {
        /// The whole answer matches a partial pattern.
        case match(JSONTemplate)
        /// Every node that the path selects matches, and at least one is selected.
        case path(PathTemplate, JSONTemplate)
        /// Exactly this many things are selected.
        case exactly(PathTemplate, Int)
        /// The number of things selected changed by this much since the baseline.
        case changesBy(PathTemplate, Int)
    }
}
