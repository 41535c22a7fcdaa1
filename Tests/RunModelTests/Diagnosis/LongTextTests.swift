import Convergence
import RunModel
import Testing

/// Texts of others have any length; what is told of a run has not.
@Suite struct LongTextTests {
    /// Two megabytes.
    private static let long = String(repeating: "free plan ", count: 200_000)

    @Test("a page of two megabytes leaves answers that can be read, and the step has it whole")
    func page() throws {
        let story = Story.but {
            $0.steps[2].failure = StepFailure(
                kind: .expectation, message: "css=body: expected text \"Pro\", it shows \"\(Self.long)\"",
                expected: "text \"Pro\"", actual: "shows \"\(Self.long)\"")
        }
        var events = Player.played(try Plans.upgrade(), story).events
        let last = events.removeLast()
        let console = ConsoleMessage(level: "error", text: Self.long)
        events.append(RunEvent(seq: last.seq, t: last.t, body: .console(console)))
        events.append(RunEvent(seq: last.seq + 1, t: last.t, body: last.body))

        let result = RunFold.result(of: events)
        let diagnosis = try #require(result.diagnosis)
        #expect(diagnosis.boundary.hasPrefix("back end -> page: css=body shows \"free plan"))
        #expect(diagnosis.boundary.hasSuffix(" more characters), expected text \"Pro\"."))
        #expect(diagnosis.evidence.contains { $0.hasPrefix("console: free") && $0.hasSuffix(" more characters)") })
        for line in diagnosis.lines + diagnosis.evidence { #expect(line.unicodeScalars.count < 650) }
        let failed = try #require(result.steps.first { $0.failed })
        #expect(failed.finished?.error?.message.hasSuffix("\(Self.long)\"") == true)
    }

    @Test("a long name does not push the end of a sentence out of sight")
    func name() throws {
        let story = Story.but {
            $0.steps[1].name = "expect " + String(repeating: "x", count: 5000)
            $0.drop("processed", "entitled", "events", "plan")
        }
        let answer = try #require(Player.result(try Plans.upgrade(), story).diagnosis).divergence
        #expect(answer.hasPrefix("Yes: the page showed success (expect xxx"))
        #expect(
            answer.hasSuffix(
                "x… (4807 more characters)), but in the back end $.plan is \"free\", expected \"pro\"."))
    }

    @Test("only what is longer by more than the remark is cut, and never twice", arguments: [0, 1, 600, 640])
    func whole(_ count: Int) {
        let text = String(repeating: "x", count: count)
        #expect(text.shortened == text)
        let longer = text + String(repeating: "y", count: 641)
        #expect(longer.shortened.hasSuffix("… (\(count + 41) more characters)"))
        #expect(longer.shortened.shortened == longer.shortened)
    }

    @Test("a character may be a megabyte of accents, so that not characters are counted")
    func accents() {
        let text = "e" + String(repeating: "\u{301}", count: 5000)
        #expect(text.shortened(to: 10) == "e" + String(repeating: "\u{301}", count: 9) + "… (4991 more characters)")
    }
}
