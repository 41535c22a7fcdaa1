package import Convergence
package import RunModel

/// The summary of several runs: one line each, and their sum.
package enum SuiteText {
    /// The summary.
    ///
    /// - Parameters:
    ///   - results: The runs in the order in which they are told.
    ///   - duration: How long all of them took.
    ///   - style: What it goes to.
    /// - Returns: Text with a newline at its end.
    package static func block(_ results: [RunResult], duration: Milliseconds, style: TerminalStyle) -> String {
        let names = results.map { PlainText.clean($0.start?.scenario ?? "run") }
        let width = names.map { PlainText.columns($0) }.max() ?? 0
        var lines = zip(results, names).flatMap { result, name in
            let sign = style.symbols.sign(result.verdict)
            var line = StyledText("\(sign.text) ", sign.ink)
            line.add(name, .strong)
            line.pad(to: width + 4)
            line.add(result.verdict.rawValue, sign.ink)
            line.pad(to: width + 18)
            line.add(result.duration.elapsedText, .faint)
            if let reason = result.firstReason {
                line.pad(to: width + 28)
                line.add(reason.code.rawValue)
                if let boundary = reason.boundary { line.add(" at \(PlainText.clean(boundary.description))") }
            }
            return line.lines(style, hanging: 2)
        }
        let noun = results.count == 1 ? "scenario" : "scenarios"
        let sum = "\(results.count) \(noun): \(tally(results)) in \(duration.elapsedText)"
        lines += [""] + StyledText(sum, .strong).lines(style)
        return lines.map { $0 + "\n" }.joined()
    }

    /// How many runs there are of each verdict: `1 passed, 2 failed`.
    static func tally(_ results: [RunResult]) -> String {
        Verdict.allCases.compactMap { verdict -> String? in
            let count = results.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }.joined(separator: ", ")
    }
}
