import ArgumentParser
import JSONKit
import ScenarioModel

/// What the command line changes of the scenarios themselves.
struct PlanFlags: ParsableArguments {
    @Option(help: "Replace the converge deadline: 30s, 2m.", transform: { try DurationText.parse($0) })
    var within: Duration?

    @Option(help: "Replace the settle window: 500ms, 5s.", transform: { try DurationText.parse($0) })
    var settle: Duration?

    @Option(
        help: "Hard stop of each run, as in 5m; what is not proven by then is inconclusive.",
        transform: { try DurationText.parse($0) })
    var timeout: Duration?

    @Option(help: "Set a value of `let`, or a variable that a scenario needs: NAME=VALUE; may be repeated.")
    var set: [String] = []

    /// What is replaced in every plan.
    var overrides: PlanOverrides { PlanOverrides(within: within, settle: settle) }

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
