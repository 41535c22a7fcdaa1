import Convergence
package import RunModel

/// The verdict block: what is printed of a run when it is over.
package enum VerdictText {
    /// The block.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - folder: The bundle's folder, absolute.
    ///   - exitCode: What the process will end with; `nil` leaves it out.
    ///   - style: What it goes to.
    /// - Returns: Text with a newline at its end. Of a run that did not pass, the first five lines answer the five
    ///   questions.
    package static func block(
        _ result: RunResult,
        folder: String? = nil,
        exitCode: Int? = nil,
        style: TerminalStyle
    ) -> String {
        var lines = result.diagnosis?.lines ?? []
        lines.append("\(result.start?.scenario ?? "run"): \(result.verdict.rawValue) after \(result.duration.asText)")
        if let folder { lines.append("file://\(folder)") }
        return lines.map { $0 + "\n" }.joined()
    }
}
