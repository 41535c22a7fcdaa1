import Foundation
import JSONKit
import TestSupport
import Testing

/// What is wrong with everything around the workflow: exit status 3, one clear line, and nothing lost.
@Suite(.timeLimit(.minutes(5)))
struct EnvironmentTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
    }

    @Test("An application that cannot be reached is inconclusive, and nothing was clicked")
    func unreachableApplication() async throws {
        var scenario = SampleScenario()
        scenario.before = "  - goto: \"http://127.0.0.1:2/account\""
        let (ending, bundle) = try await run(scenario)
        try expectInconclusive(ending, bundle, "app_unreachable")
        #expect(bundle.detail.contains("127.0.0.1:2/account"))
        #expect(bundle.events("trigger_dispatched").isEmpty)
        #expect(application.acts == 0 && application.teardowns == 1)
    }

    @Test("A setup that fails is inconclusive, and says which answer it got")
    func failingSetup() async throws {
        application.server.route("/tenant", .text("no room for <tenants>", status: 507))
        let (ending, bundle) = try await run(SampleScenario())
        try expectInconclusive(ending, bundle, "setup_failed")
        #expect(bundle.detail.contains("507") && bundle.detail.contains("no room"), "\(bundle.detail)")
        #expect(!bundle.phases.contains("steps"))
        #expect(application.acts == 0)
    }

    @Test("A setup that nobody answers is inconclusive")
    func unreachableSetup() async throws {
        var scenario = SampleScenario()
        scenario.setup = "setup:\n  - http: { post: \"http://127.0.0.1:2/tenant\" }"
        let (ending, bundle) = try await run(scenario)
        try expectInconclusive(ending, bundle, "setup_failed")
        #expect(bundle.detail.contains("127.0.0.1:2"), "\(bundle.detail)")
    }

    @Test("A probe that answers with a page is inconclusive, and the trigger is not dispatched")
    func probeAnswersWithPage() async throws {
        application.server.route("/look", .html("<!doctype html><title>Log in</title>"))
        let (ending, bundle) = try await run(SampleScenario())
        try expectInconclusive(ending, bundle, "probe_unreachable")
        #expect(bundle.detail.contains("account") && bundle.detail.contains("not with JSON"), "\(bundle.detail)")
        #expect(bundle.events("look").count == 3, "each probe has three tries")
        #expect(bundle.events("trigger_dispatched").isEmpty)
        #expect(application.acts == 0)
    }

    @Test("A probe that refuses is inconclusive, and the trigger is not dispatched", arguments: [401, 404])
    func probeRefuses(_ status: Int) async throws {
        application.server.route("/look", .text("no", status: status))
        let (ending, bundle) = try await run(SampleScenario())
        try expectInconclusive(ending, bundle, "probe_rejected")
        if status == 404 { #expect(bundle.detail.contains("absent"), "\(bundle.detail)") }
        #expect(application.acts == 0)
    }

    @Test("A probe that answers 502 for a while is looked at again, and the run passes")
    func badGateway() async throws {
        let gateway = Recorder<Int>()
        let application = application
        let front = try FixtureServer { request in
            guard request.path == "/look" else { return .text("", status: 404) }
            gateway.append(application.acts)
            // The first look before the trigger and the first two after it fail.
            let before = gateway.values.count { $0 == 0 }
            let after = gateway.values.count - before
            let fails = application.acts == 0 ? before == 1 : after <= 2
            return fails ? .html("<h1>502</h1>").with(status: 502) : .json(Self.account(acts: application.acts))
        }
        var scenario = SampleScenario()
        scenario.probe = "http: { get: \"\(front.origin)/look?run=${run.id}\" }"
        let (ending, bundle) = try await run(scenario)
        #expect(ending.status == 0, "\(ending.all)")
        #expect(bundle.isWhole && bundle.verdict == "passed")
        #expect(bundle.events("look").filter { $0["outcome"] == "transient" && $0["status"] == 502 }.count == 3)
    }

    @Test("A back end that is gone at the deadline is inconclusive, not failed")
    func backEndGone() async throws {
        var scenario = SampleScenario()
        scenario.within = "1s"
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let server = application.server
        let ending = try await withTool(["run", path], in: workplace, environment: application.environment) { tool in
            await server.request { $0.path == "/act" }
            server.route("/look", .text("", status: 503))
            return try await tool.ended()
        }
        let bundle = try workplace.bundle()
        // A look that was under way may have seen everything; that everything lasted has been seen by none.
        try expectInconclusive(
            ending, bundle, bundle.reasons.first == "not_settled" ? "not_settled" : "probe_unreachable")
    }

    @Test("What already holds before the trigger proves nothing")
    func holdsBefore() async throws {
        application.server.route("/look", .json(Self.account(acts: 1)))
        let (ending, bundle) = try await run(SampleScenario())
        try expectInconclusive(ending, bundle, "holds_before_trigger")
        #expect(application.acts == 0)
    }

    @Test("A browser that is not there is inconclusive, with the command that brings one")
    func missingBrowser() async throws {
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        // A path without browsers; the one that tests are told to use does not count here either.
        let environment = application.environment.merging(["PATH": "/nowhere", "ENDSTATE_BROWSER": ""]) { $1 }
        let ending = try await endstate("run", path, in: workplace, environment: environment)
        let bundle = try workplace.bundle()
        try expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains("apt-get install -y chromium-headless-shell"), "\(bundle.detail)")
        #expect(application.acts == 0)
    }

    @Test(
        "A browser that is named but is none is inconclusive, and says who named it", arguments: ["--browser", "file"])
    func wrongBrowser(_ how: String) async throws {
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        let program = how == "file" ? "/etc/passwd" : "/bin/true"
        let ending = try await endstate(
            "run", path, "--browser", program, in: workplace, environment: application.environment)
        let bundle = try workplace.bundle()
        try expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains(program), "\(bundle.detail)")
        #expect(workplace.profiles.isEmpty)
    }

    @Test(
        "A browser that is killed is inconclusive, and all that was seen until then is kept",
        arguments: ["/", "/act"])
    func killedBrowser(during path: String) async throws {
        let gate = Gate()
        defer { gate.open() }
        let application = try SampleApplication(answeringAfter: gate)
        if path == "/" { application.server.route("/", .html("").held(by: gate)) }
        let file = try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await withTool(["run", file], in: workplace, environment: application.environment) { tool in
            await application.server.request { $0.path == path }
            let browsers = Leftovers(workplace: workplace).browsers(but: tool.pid)
            #expect(browsers.count == 1)
            for pid in browsers { kill(pid, SIGKILL) }
            return try await tool.ended()
        }
        let bundle = try workplace.bundle()
        try expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains("signal 9"), "\(bundle.detail)")
        #expect(bundle.events("browser_exited").count == 1)
        #expect(bundle.events("trigger_dispatched").count == (path == "/" ? 0 : 1))
        #expect(application.teardowns == 1)
        #expect(try await Leftovers(workplace: workplace).waitForEnd(but: 0).isEmpty)
        #expect(workplace.profiles.isEmpty)
    }

    @Test("A run that takes too long is stopped at its --timeout, with a whole bundle")
    func hardStop() async throws {
        let gate = Gate()
        defer { gate.open() }
        application.server.route("/act", .json("{}").held(by: gate))
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--timeout", "4s", in: workplace, environment: application.environment)
        let bundle = try workplace.bundle()
        try expectInconclusive(ending, bundle, "timed_out")
        #expect(bundle.detail.contains("--timeout"))
        #expect(application.teardowns == 1)
    }

    static func account(acts: Int) -> String {
        let effects = acts > 0 ? "{\"id\": \"e1\"}" : ""
        return """
            {"accepted": \(acts > 0), "plan": "\(acts > 0 ? "pro" : "free")", "state": "active", "effects": [\(effects)]}
            """
    }

    private func run(_ scenario: SampleScenario) async throws -> (Ending, RunBundle) {
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        return (ending, try workplace.bundle())
    }

    private func expectInconclusive(
        _ ending: Ending,
        _ bundle: RunBundle,
        _ reason: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(ending.status == 3, "\(ending.all)", sourceLocation: sourceLocation)
        #expect(bundle.isWhole, "\(bundle.files)", sourceLocation: sourceLocation)
        #expect(bundle.verdict == "inconclusive", sourceLocation: sourceLocation)
        #expect(bundle.reasons.first == reason, "\(bundle.reasons): \(bundle.detail)", sourceLocation: sourceLocation)
        #expect(!bundle.detail.contains("\n"), sourceLocation: sourceLocation)
        let words = bundle.detail.prefix(60)
        #expect(ending.output.contains { $0.contains(words) }, "\(ending.output)", sourceLocation: sourceLocation)
    }
}

extension FixtureResponse {
    /// The same page with another status.
    fileprivate func with(status: Int) -> FixtureResponse {
        FixtureResponse(status: status, type: "text/html", body: Data("<h1>\(status)</h1>".utf8))
    }
}
