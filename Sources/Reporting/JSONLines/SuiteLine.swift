package import Convergence
package import Foundation
import RunModel

extension JSONLines {
    /// The last line of several runs: `"kind": "suite"`, what each came to in file order, and their sum.
    ///
    /// - Parameters:
    ///   - runs: The runs in file order.
    ///   - duration: How long all of them took.
    ///   - exitCode: What the process will end with.
    /// - Returns: UTF-8 with a newline at its end.
    package static func suite(_ runs: [SuiteRun], duration: Milliseconds, exitCode: Int) -> Data {
        RunDocument.encode(SuiteLine(runs, duration: duration, exitCode: exitCode), pretty: false)
    }
}

/// The sum of several runs, for scripts.
private struct SuiteLine: Encodable {
    struct Run: Encodable {
        var run: String?
        var scenario: String?
        var scenarioCase: String?
        var variation: Variation?
        var repetition: Int?
        var verdict: Verdict
        var exitCode: Int
        var durationMs: Milliseconds
        var reason: ReasonCode?
        var boundary: RunDocument.BoundaryPart?
        var bundle: String?
    }

    var kind = "suite"
    var exitCode: Int
    var durationMs: Milliseconds
    /// How many runs came to each verdict, also to those that none came to.
    var verdicts: [String: Int]
    var runs: [Run]

    init(_ runs: [SuiteRun], duration: Milliseconds, exitCode: Int) {
        self.exitCode = exitCode
        durationMs = duration.rounded3
        verdicts = Dictionary(
            uniqueKeysWithValues: Verdict.allCases.map { verdict in
                (verdict.rawValue, runs.count { $0.result.verdict == verdict })
            })
        self.runs = runs.map { run in
            let result = run.result
            return Run(
                run: result.start?.runID, scenario: result.start?.scenario,
                scenarioCase: result.start?.scenarioCase, variation: result.start?.variation,
                repetition: result.start?.repetition, verdict: result.verdict,
                exitCode: run.exitCode, durationMs: result.duration.rounded3, reason: result.firstReason?.code,
                boundary: result.firstReason?.boundary.map(RunDocument.BoundaryPart.init), bundle: run.folder)
        }
    }
}
