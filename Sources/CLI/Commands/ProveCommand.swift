import ArgumentParser
import Reporting
import RunModel

/// `endstate prove`: shows that a scenario can fail.
struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove that scenarios can fail: one that cannot is a false green waiting.",
        discussion: """
            Runs each scenario once as it is written, and once without its trigger, when nothing may come of it. Then \
            replays what the first run recorded with each stage dropped, delayed, duplicated, reversed, taken back and \
            unanswered, and requires that each of these mutants fails, for the right reason.

            Exit status: 0 every mutant was noticed, 1 one would have passed, or the scenario holds without its \
            trigger, 2 nothing was started, 3 the run as written did not pass, 129, 130 and 143 interrupted.
            """
    )

    @OptionGroup var selection: ScenarioSelection
    @OptionGroup var environment: EnvironmentFlags
    @OptionGroup var browser: BrowserFlags
    @OptionGroup var plan: PlanFlags
    @OptionGroup var output: BundleFlags

    func run() async throws {
        let prepared = try Preparation(selection, environment, browser, plan)
        var provers = try Prover.all(prepared, output.settings)[...]
        var statuses: [ExitStatus] = []
        while let prover = provers.popFirst() {
            let (report, redactors) = await prover.run()
            if output.json {
                Output.json(redactors.mask(json: JSONLines.proof(report)))
            } else {
                Output.verdict(redactors.mask(ProofText.block(report, style: OutputSettings.verdictStyle)))
            }
            statuses.append(ExitStatus(report))
            // Whoever interrupts one wants none of the others either.
            if report.runs.contains(where: { $0.result.verdict == .interrupted }) { break }
        }
        for prover in provers { prover.discard() }
        let status = ExitStatus(suite: statuses)
        if status != .passed { throw status }
    }
}

extension ExitStatus {
    /// What the proof of one scenario comes to.
    fileprivate init(_ report: ProofReport) {
        if let interrupted = report.runs.first(where: { $0.result.verdict == .interrupted }) {
            self.init(interrupted.result)
            return
        }
        switch report.outcome {
        case .proven: self = .passed
        case .weak: self = .failed
        case .unproven: self = .inconclusive
        }
    }
}
