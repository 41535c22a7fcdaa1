import Reporting
import RunModel
import Testing

/// Many runs of the same.
@Suite struct FlakeTextTests {
    private static func text(_ style: TerminalStyle) throws -> String {
        let scenes = [Scene(), Scene(), .queueSchema]
        let runs = try scenes.enumerated().map { number, scene in
            var result = try scene.result
            result.start?.repetition = number + 1
            return SuiteRun(result: result, folder: nil, exitCode: 0)
        }
        return FlakeText.block(runs, duration: 34_100, style: style)
    }

    @Test("the times of the stages stand in columns, numbers at the right, and what did not pass below them")
    func table() throws {
        #expect(
            try Self.text(TerminalStyle()) == """
                upgrade-plan  3 runs: 2 passed, 1 failed  flaky

                  stage                 median   latest  budget
                  request_received     +358 ms  +358 ms     2 s
                  charged              +658 ms  +658 ms    10 s
                  webhook_processed     +1.1 s   +1.1 s    10 s
                  entitlement_granted   +1.3 s   +1.3 s    10 s
                  analytics_emitted     +1.6 s   +1.6 s    10 s
                  final state           +1.3 s   +1.3 s    10 s

                  ✗ #3     failed        stage_missing at billing -> worker

                3 runs: 2 passed, 1 failed in 34.1 s

                """)
    }

    @Test("with colours the titles and the budgets stand back")
    func colours() throws {
        let lines = try Self.text(TerminalStyle(color: true)).withVisibleEscapes.split(separator: "\n")
        #expect(lines[1].filter { $0 == "␛" }.count == 8, "\(lines[1])")
        #expect(lines[2] == "  request_received     +358 ms  +358 ms     ␛[2m2 s␛[0m")
    }
}
