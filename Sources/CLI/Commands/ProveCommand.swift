import ArgumentParser
import Reporting

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
        let suite = try ProofSuite(prepared, output.settings)
        let status = await suite.run { report, redactors in
            if output.json {
                Output.json(redactors.mask(json: JSONLines.proof(report)))
            } else {
                Output.verdict(redactors.mask(ProofText.block(report, style: OutputSettings.verdictStyle)))
            }
        }
        if status != .passed { throw status }
    }
}
