import Foundation
import JSONKit
import TestSupport
import Testing

/// What is wrong with everything around the workflow: exit status 3, one clear line, and nothing lost.
@Suite(.timeLimit(.minutes(15)))
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
        expectInconclusive(ending, bundle, "app_unreachable")
        #expect(bundle.detail.contains("127.0.0.1:2/account"))
        #expect(bundle.events("trigger_dispatched").isEmpty)
        #expect(application.acts == 0 && application.teardowns == 1)
    }

    @Test("A setup that fails is inconclusive, and says which answer it got")
    func failingSetup() async throws {
        application.server.route("/tenant", .text("no room for <tenants>", status: 507))
        let (ending, bundle) = try await run(SampleScenario())
        expectInconclusive(ending, bundle, "setup_failed")
        #expect(bundle.detail.contains("507") && bundle.detail.contains("no room"), "\(bundle.detail)")
        #expect(!bundle.phases.contains("steps"))
        #expect(application.acts == 0)
    }

    @Test("A setup that nobody answers is inconclusive")
    func unreachableSetup() async throws {
        var scenario = SampleScenario()
        scenario.setup = "setup:\n  - http: { post: \"http://127.0.0.1:2/tenant\" }"
        let (ending, bundle) = try await run(scenario)
        expectInconclusive(ending, bundle, "setup_failed")
        #expect(bundle.detail.contains("127.0.0.1:2"), "\(bundle.detail)")
    }

    @Test("A probe that answers with a page is inconclusive, and the trigger is not dispatched")
    func probeAnswersWithPage() async throws {
        application.server.route("/look", .html("<!doctype html><title>Log in</title>"))
        let (ending, bundle) = try await run(SampleScenario())
        expectInconclusive(ending, bundle, "probe_unreachable")
        #expect(bundle.detail.contains("account") && bundle.detail.contains("not with JSON"), "\(bundle.detail)")
        #expect(bundle.events("look").count == 3, "each probe has three tries")
        #expect(bundle.events("trigger_dispatched").isEmpty)
        #expect(application.acts == 0)
    }

    @Test("A probe that refuses is inconclusive, and the trigger is not dispatched", arguments: [401, 404])
    func probeRefuses(_ status: Int) async throws {
        application.server.route("/look", .text("no", status: status))
        let (ending, bundle) = try await run(SampleScenario())
        expectInconclusive(ending, bundle, "probe_rejected")
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

    @Test("A back end that is gone from the trigger on is inconclusive, not failed")
    func backEndGone() async throws {
        let application = application
        let front = try FixtureServer { _ in
            application.acts == 0 ? .json(Self.account(acts: 0)) : .text("", status: 503)
        }
        var scenario = SampleScenario()
        scenario.within = "1s"
        scenario.probe = "http: { get: \"\(front.origin)/look?run=${run.id}\" }"
        let (ending, bundle) = try await run(scenario)
        expectInconclusive(ending, bundle, "probe_unreachable")
    }

    @Test("What already holds before the trigger proves nothing")
    func holdsBefore() async throws {
        application.server.route("/look", .json(Self.account(acts: 1)))
        let (ending, bundle) = try await run(SampleScenario())
        expectInconclusive(ending, bundle, "holds_before_trigger")
        #expect(application.acts == 0)
    }

    @Test("A proxy of the environment is not asked for what is on this machine")
    func proxy() async throws {
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        var environment = application.environment
        for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"] {
            environment[name] = "http://127.0.0.1:2"
        }
        let ending = try await endstate("run", path, in: workplace, environment: environment)
        #expect(ending.status == 0, "\(ending.all)")
    }

    @Test("A teardown that fails is told, the next step of it is tried all the same, and the verdict stands")
    func failingTeardown() async throws {
        let front = try FixtureServer { _ in .text("cannot remove it", status: 500) }
        var scenario = SampleScenario()
        scenario.end = """
            teardown:
              - http: { delete: "\(front.url("/tenant"))" }
              - http: { delete: "${env.APP}/tenant" }
            """
        let (ending, bundle) = try await run(scenario)
        #expect(ending.status == 0, "\(ending.all)")
        #expect(bundle.isWhole && bundle.verdict == "passed")
        #expect(ending.output.contains { $0.contains("teardown") && $0.contains("500") }, "\(ending.output)")
        #expect(application.teardowns == 1)
    }

    @Test("A name that is a path stays inside the folder of the bundles", arguments: ["../../etc/x y", "ü/.", ".."])
    func pathAsName(_ name: String) async throws {
        var scenario = SampleScenario()
        scenario.name = "\"\(name)\""
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        #expect([0, 2].contains(ending.status), "\(ending.all)")
        let top = try FileManager.default.contentsOfDirectory(atPath: workplace.url.path()).sorted()
        if ending.status == 0 {
            #expect(try workplace.bundle().isWhole)
            #expect(top == ["Artifacts", "s.yaml", "tmp"])
        } else {
            #expect(top == ["s.yaml", "tmp"])
        }
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
}

extension FixtureResponse {
    /// The same page with another status.
    fileprivate func with(status: Int) -> FixtureResponse {
        FixtureResponse(status: status, type: "text/html", body: Data("<h1>\(status)</h1>".utf8))
    }
}
