import Foundation
import JSONKit
import TestSupport
import Testing

/// Steps that look at the back end themselves.
@Suite(.timeLimit(.minutes(15)))
struct BackEndStepTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
    }

    @Test("The back end is asserted before the trigger, beside the polling and at the end, without a word to the watch")
    func everywhere() async throws {
        let (ending, bundle) = try await run {
            $0.before = """
                  - expect: { probe: account, match: { plan: free } }
                  - expect: { probe: account, count: $.effects, exactly: 0 }
                """
            $0.after = "  - expect: { probe: account, path: $.plan, match: pro }"
            $0.end = "then:\n  - expect: { probe: account, match: { state: active, effects: [{ id: e1 }] } }"
        }
        #expect(ending.status == 0, "\(ending.all)")
        let steps = bundle.events("step_started").filter { $0["name"]?.stringValue?.contains("probe: account") == true }
        #expect(steps.map { $0["phase"] } == ["steps", "steps", "trigger", "then"])
        #expect(steps.allSatisfy { $0["checksPage"] == false })
        let looks = bundle.events("look").filter { $0["purpose"] == "step" }
        #expect(looks.count >= 4)
        let said = bundle.events("step_log").compactMap { $0["message"]?.stringValue }
        #expect(said.count { $0.hasPrefix("probe account: it is so, after ") } == 4, "\(said)")
        // The plan is filled in after the steps: what is looked at before it is held against nothing.
        let plan = try #require(bundle.events("plan").first?["seq"]?.intValue)
        let early = looks.filter { ($0["seq"]?.intValue ?? 0) < plan }
        #expect(early.count == 2 && early.allSatisfy { ($0["readings"]?.objectValue ?? [:]).isEmpty })
    }

    @Test(
        "What the back end does not come to is a stage that is missing, beside the polling and at the end",
        arguments: [true, false])
    func missing(_ isLast: Bool) async throws {
        let step = "  - expect: { probe: account, match: { plan: team } }\n    timeout: 300ms"
        let (ending, bundle) = try await run {
            if isLast { $0.end = "then:\n\(step)" } else { $0.after += "\n\(step)" }
        }
        #expect(ending.status == 1, "\(ending.all)")
        #expect(bundle.reasons.first == "stage_missing", "\(bundle.reasons)")
        #expect(bundle.detail.contains("probe account: $.plan is \"pro\", expected \"team\""), "\(bundle.detail)")
    }

    @Test("What a scenario wants quoted of an answer is told where a run fails")
    func evidence() async throws {
        let account = "{\"plan\": \"free\", \"effects\": [], \"errors\": [\"billing: 402\", \"ledger: 401\"]}"
        application.server.route("/look", .json(account))
        let (ending, bundle) = try await run {
            $0.within = "300ms"
            $0.probe += ", evidence: \"$.errors[*]\""
        }
        #expect(ending.status == 1, "\(ending.all)")
        // The last word stands where the boundary is named, what came before it behind.
        let diagnosis = bundle.run?["diagnosis"]
        #expect(diagnosis?["boundary"]?.stringValue?.hasSuffix("; probe account says: ledger: 401.") == true)
        let evidence = diagnosis?["evidence"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(evidence.filter { $0.contains(" says: ") } == ["probe account says: billing: 402"])
        #expect(
            ending.output.contains { $0.hasPrefix("boundary ") && $0.hasSuffix("; probe account says: ledger: 401.") })
    }

    @Test("Before the trigger it is a step that failed, and nothing is triggered")
    func beforeTrigger() async throws {
        let (ending, bundle) = try await run {
            $0.before = "  - expect: { probe: account, count: $.effects, exactly: 1 }\n    timeout: 100ms"
        }
        #expect(ending.status == 1 && bundle.reasons.first == "action_failed", "\(ending.all)")
        #expect(bundle.detail.contains("$.effects counts 0, expected 1"), "\(bundle.detail)")
        #expect(bundle.events("trigger_dispatched").isEmpty)
    }

    private static let broken = "broken: { http: { get: \"${env.APP}/broken\" } }"

    @Test(
        "A back end that refuses to answer proves nothing, whichever step asks it",
        arguments: [
            ("expect: { probe: broken, match: { a: 1 } }\n    timeout: 60s", 3),
            ("agree: { ui: { testid: plan }, backend: { probe: broken, path: $.a } }", 1),
            ("capture: { a: { from: broken, path: $.a } }", 1),
        ])
    func refused(_ step: String, _ looks: Int) async throws {
        application.server.route("/broken", .json("{\"error\": \"who are you?\"}", status: 401))
        let (ending, bundle) = try await run(probes: Self.broken) { $0.end = "then:\n  - \(step)" }
        expectInconclusive(ending, bundle, "probe_rejected")
        #expect(bundle.detail.contains("probe broken refused: answered 401"), "\(bundle.detail)")
        #expect(bundle.events("look").count { $0["probe"] == "broken" } == looks)
    }

    @Test(
        "What does not answer until time is up is called as in the polling: a 404 with the hint to declare it",
        arguments: [
            (404, "probe_rejected", "probe broken refused: answered 404", true),
            (200, "probe_unreachable", "probe broken did not answer: answered 200, but not with JSON", false),
        ])
    func unanswered(_ status: Int, _ reason: String, _ words: String, _ isHinted: Bool) async throws {
        application.server.route("/broken", .text("nothing here", status: status))
        let (ending, bundle) = try await run(probes: Self.broken) {
            $0.end = "then:\n  - expect: { probe: broken, match: { a: 1 } }\n    timeout: 100ms"
        }
        expectInconclusive(ending, bundle, reason)
        #expect(bundle.detail.contains(words), "\(bundle.detail)")
        #expect(bundle.detail.contains("write `absent: [404]` on the probe") == isHinted, "\(bundle.detail)")
    }

    @Test("Optional, it is never red")
    func optional() async throws {
        let (ending, bundle) = try await run {
            $0.before = """
                  - expect: { probe: account, match: { plan: team } }
                    optional: true
                    timeout: 100ms
                """
        }
        #expect(ending.status == 0, "\(ending.all)")
        let skipped = bundle.events("step_finished").filter { $0["outcome"] == "skipped" }
        #expect(skipped.count == 1)
        #expect(bundle.failures.first?.contains("expected \"team\"") == true, "\(bundle.failures)")
    }

    @Test("Files are looked at from where the tool runs, and can be asserted and captured")
    func files() async throws {
        try workplace.write("order,state\n1,paid\n", as: "export.csv")
        let (ending, bundle) = try await run(probes: "exports: { file: { glob: \"*.csv\" } }") {
            $0.end = """
                then:
                  - expect: { probe: exports, path: "$.files[0].text", match: { contains: paid } }
                  - capture: { digest: { from: exports, path: "$.files[0].sha256" } }
                """
        }
        #expect(ending.status == 0, "\(ending.all)")
        let captured = bundle.events("captured").first { $0["name"] == "digest" }
        #expect(captured?["value"]?.stringValue?.count == 64)
    }

    private func run(
        probes: String = "", _ change: (inout SampleScenario) -> Void
    ) async throws -> (ending: Ending, bundle: RunBundle) {
        var scenario = SampleScenario()
        change(&scenario)
        let text = scenario.text.replacing("probes:\n", with: "probes:\n" + (probes.isEmpty ? "" : "  \(probes)\n"))
        let path = try workplace.write(text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--artifacts", "always", in: workplace, environment: application.environment)
        return (ending, try workplace.bundle())
    }
}
