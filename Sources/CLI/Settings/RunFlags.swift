import ArgumentParser
import ScenarioModel

/// What the command line changes of the scenarios themselves.
struct RunFlags: ParsableArguments {
    @Option(help: "Replace the converge deadline: 30s, 2m.")
    var within: DurationArgument?

    @Option(help: "Replace the settle window.")
    var settle: DurationArgument?

    @Option(help: "Hard stop of each run; what is not proven by then is inconclusive.")
    var timeout: DurationArgument?

    @Option(help: "Replace a value of `let`: NAME=VALUE; may be repeated.")
    var set: [String] = []

    /// What is replaced in every plan.
    var overrides: PlanOverrides { PlanOverrides(within: within?.duration, settle: settle?.duration) }

    /// The values of `--set`, which have to name something that a scenario has.
    ///
    /// - Throws: `ExitStatus.usage` for one that does not.
    func values(for scenarios: [Scenario]) throws -> [String: String] {
        let known = Set(scenarios.flatMap(\.lets).map(\.name.text))
        var values: [String: String] = [:]
        for argument in set {
            guard let equals = argument.firstIndex(of: "=") else {
                Output.error("endstate: --set \(argument): write it as NAME=VALUE")
                throw ExitStatus.usage
            }
            let name = String(argument[..<equals])
            guard known.contains(name) else {
                let names =
                    known.isEmpty ? "no scenario has a `let`" : "known: \(known.sorted().joined(separator: ", "))"
                Output.error("endstate: --set \(name): no `let` of that name (\(names))")
                throw ExitStatus.usage
            }
            values[name] = String(argument[argument.index(after: equals)...])
        }
        return values
    }
}
