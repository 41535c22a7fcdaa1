import Convergence
package import RunModel

/// Whether one scenario is proven able to fail, with the runs that show it.
package struct ProofReport: Sendable {
    /// The scenario's name.
    package var scenario: String
    /// Its file, as it was named.
    package var file: String
    /// The run as the scenario is written.
    package var written: FinishedRun
    /// The run with its trigger left out; `nil` when the first did not pass.
    package var withoutTrigger: FinishedRun?
    /// The mutants of the first run.
    package var proof: Proof?
    /// Why there are none.
    package var problem: String?
    /// The signal that ended it, by name, also where it came between the runs.
    package var signal: String?

    /// Starts with the run as written.
    package init(scenario: String, file: String, written: FinishedRun) {
        self.scenario = scenario
        self.file = file
        self.written = written
    }

    /// What it comes to.
    package enum Outcome: String, Sendable, Encodable {
        /// It fails whenever it should.
        case proven
        /// It would pass, or holds, where it must not.
        case weak
        /// A run that was needed did not come to its end.
        case unproven
    }

    /// The runs that were made.
    package var runs: [FinishedRun] { [written, withoutTrigger].compactMap(\.self) }

    /// What it comes to.
    package var outcome: Outcome {
        guard let withoutTrigger else { return .unproven }
        if withoutTrigger.result.verdict == .passed || !held.isEmpty { return .weak }
        guard let proof else { return .unproven }
        if !proof.survivors.isEmpty { return .weak }
        return isControl ? .proven : .unproven
    }

    /// Whether the run without its trigger shows that nothing comes of itself: it was watched to its end, and the final
    /// state was missing. A run that broke off before, for whatever reason, shows nothing.
    var isControl: Bool {
        guard let result = withoutTrigger?.result, result.verdict == .failed else { return false }
        return result.stages.contains { $0.subject == .final && $0.status == .missing }
    }

    /// What came without the trigger, where nothing may.
    var held: [StageOutcome] {
        (withoutTrigger?.result.watch?.stages ?? []).filter {
            $0.reachedAt != nil && !mayHoldBefore.contains($0.subject)
        }
    }

    /// What came without the trigger and may: it proves nothing of the trigger. Whether the look before the trigger saw it
    /// already is chance, where the set-up brings it about, and makes no difference.
    var noProof: [StageOutcome] {
        guard let result = withoutTrigger?.result, let watch = result.watch else { return [] }
        return watch.stages.filter {
            mayHoldBefore.contains($0.subject) && ($0.reachedAt != nil || result.heldBefore.contains($0.subject.key))
        }
    }

    private var mayHoldBefore: Set<Subject> {
        Set(withoutTrigger?.result.plan?.stages.filter(\.mayHoldBefore).map { .stage($0.name) } ?? [])
    }

    /// Where in the scenario something stands, as `file:line:column`.
    func place(_ location: SourceLocation?) -> String {
        location.map { "\(file):\($0.line):\($0.column)" } ?? file
    }
}
