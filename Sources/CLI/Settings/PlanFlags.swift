import ArgumentParser
import ScenarioModel

/// What the command line changes of the scenarios themselves.
struct PlanFlags: ParsableArguments {
    @Option(help: "Replace the converge deadline: 30s, 2m.")
    var within: DurationArgument?

    @Option(help: "Replace the settle window.")
    var settle: DurationArgument?

    @Option(help: "Hard stop of each run; what is not proven by then is inconclusive.")
    var timeout: DurationArgument?

    @Option(help: "Set a value of `let`, or a variable that a scenario needs: NAME=VALUE; may be repeated.")
    var set: [String] = []

    /// What is replaced in every plan.
    var overrides: PlanOverrides { PlanOverrides(within: within?.duration, settle: settle?.duration) }

    /// The names and values of `--set`.
    ///
    /// - Throws: `ExitStatus.usage` for one without `=`.
    func settings() throws -> [String: String] {
        var settings: [String: String] = [:]
        for argument in set {
            guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
                Output.error("endstate: --set\(Self.name(in: argument)): write it as NAME=VALUE")
                throw ExitStatus.usage
            }
            settings[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
        }
        return settings
    }

    /// The name in what is no setting, with a space before it, where one can be told from a value: `NAME:VALUE`. The
    /// value may be a secret, and so may a text that has no name before it.
    private static func name(in argument: String) -> String {
        let name = argument.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
        guard !name.isEmpty, let next = argument[name.endIndex...].first, next == ":" || next.isWhitespace else {
            return ""
        }
        return " \(name)"
    }
}
