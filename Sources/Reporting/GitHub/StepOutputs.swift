package import RunModel

/// The outputs of a step, for the steps after it.
package enum StepOutputs {
    /// The lines for the file of outputs.
    ///
    /// - `verdict`: the worst of all runs: any interruption, else any failure, else anything inconclusive, as the exit
    ///   status says it.
    /// - `bundle`: the folder of the first run with that verdict; empty when nothing was kept.
    /// - `failed`: how many runs failed.
    ///
    /// - Parameters:
    ///   - runs: The runs, in the order in which they are told.
    ///   - directory: The folder that bundles are named from, absolute.
    ///   - delimiter: Ends a value of several lines; nobody who wrote the value can have known it.
    /// - Returns: Text with a newline at its end.
    package static func text(_ runs: [FinishedRun], from directory: String?, delimiter: String) -> String {
        let worst = [.interrupted, .failed, .inconclusive].first { verdict in
            runs.contains { $0.result.verdict == verdict }
        }
        let verdict: Verdict = worst ?? .passed
        let bundle = runs.first { $0.result.verdict == verdict }?.folder.map { PathText.relative($0, to: directory) }
        let values = [
            ("verdict", verdict.rawValue), ("bundle", bundle ?? ""),
            ("failed", "\(runs.count { $0.result.verdict == .failed })"),
        ]
        return values.map { name, value in
            value.contains(where: \.isNewline)
                ? "\(name)<<\(delimiter)\n\(value)\n\(delimiter)\n" : "\(name)=\(value)\n"
        }.joined()
    }
}
