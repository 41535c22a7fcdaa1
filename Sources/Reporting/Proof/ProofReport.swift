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
        guard let withoutTrigger, let proof else { return .unproven }
        if withoutTrigger.result.verdict == .passed || !held.isEmpty || !proof.survivors.isEmpty { return .weak }
        return isControl ? .proven : .unproven
    }

    /// Whether the run without its trigger shows that nothing comes of itself: it was watched to its end, and the final
    /// state was missing. A run that broke off before, for whatever reason, shows nothing.
    var isControl: Bool {
        guard let result = withoutTrigger?.result, result.verdict == .failed else { return false }
        return result.stages.contains { $0.subject == .final && $0.status == .missing }
    }

    /// What held without the trigger although it had not before: a stage that may hold before, and did, says nothing.
    var held: [StageOutcome] {
        guard let result = withoutTrigger?.result, let watch = result.watch else { return [] }
        // Of a probe that could not be asked before the trigger nobody knows what it would have shown.
        let unseen = Set(result.plan?.probes.filter(\.boundAfterTrigger).map(\.name) ?? [])
        let exempt = result.plan?.stages.filter { stage in
            stage.mayHoldBefore && (result.heldBefore.contains(stage.name) || unseen.contains(stage.condition.probe))
        }
        let subjects = Set(exempt?.map { Subject.stage($0.name) } ?? [])
        return watch.stages.filter { $0.reachedAt != nil && !subjects.contains($0.subject) }
    }

    /// Where in the scenario something stands, as `file:line:column`.
    func place(_ location: SourceLocation?) -> String {
        location.map { "\(file):\($0.line):\($0.column)" } ?? file
    }
}
