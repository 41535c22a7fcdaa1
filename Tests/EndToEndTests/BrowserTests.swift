import Foundation
import JSONKit
import TestSupport
import Testing

/// What may become of the browser: exit status 3, one clear line, nothing lost and nothing left behind.
@Suite(.timeLimit(.minutes(15)))
struct BrowserTests {
    private let workplace: Workplace
    private let application: SampleApplication
    private let path: String

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
        path = try workplace.write(SampleScenario().text, as: "s.yaml")
    }

    @Test("A browser that is not there is inconclusive, with the command that brings one")
    func missingBrowser() async throws {
        // A path without browsers; the one that tests are told to use does not count here either.
        let environment = application.environment.merging(["PATH": "/nowhere", "ENDSTATE_BROWSER": ""]) { $1 }
        let ending = try await endstate("run", path, in: workplace, environment: environment)
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains("apt-get install -y chromium-headless-shell"), "\(bundle.detail)")
        #expect(application.acts == 0)
    }

    /// What keeps a browser from coming up, and what is said of it.
    struct Trouble: Sendable, CustomTestStringConvertible {
        var arguments: [String] = []
        var environment: [String: String] = [:]
        var says: [String]

        var testDescription: String { (arguments + environment.keys).joined(separator: " ") }
    }

    @Test(
        "A browser that does not come up is inconclusive, and says why and what to do",
        arguments: [
            Trouble(arguments: ["--browser", "/bin/true"], says: ["/bin/true", "--browser"]),
            Trouble(arguments: ["--browser", "/etc/passwd"], says: ["/etc/passwd", "--browser"]),
            Trouble(environment: ["ENDSTATE_BROWSER": "/nowhere/chrome"], says: ["ENDSTATE_BROWSER", "/nowhere"]),
            Trouble(arguments: ["--cdp-url", "http://127.0.0.1:2"], says: ["127.0.0.1:2"]),
            Trouble(arguments: ["--cdp-url", "nonsense"], says: ["nonsense", "ws://"]),
            Trouble(environment: ["TMPDIR": "/nowhere"], says: ["/nowhere", "TMPDIR"]),
            Trouble(arguments: ["--headed"], says: ["--headed"]),
        ])
    func doesNotStart(_ trouble: Trouble) async throws {
        let environment = application.environment.merging(trouble.environment) { $1 }
        let ending = try await withTool(["run", path] + trouble.arguments, in: workplace, environment: environment) {
            try await $0.ended()
        }
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        for text in trouble.says { #expect(bundle.detail.contains(text), "\(bundle.detail)") }
        #expect(application.acts == 0 && application.teardowns == 1)
        #expect(try await Leftovers(workplace: workplace).waitForEnd(but: 0).isEmpty)
        #expect(workplace.leftovers.isEmpty)
    }

    @Test("As root the sandbox is asked about, not silently left out", .enabled(if: getuid() == 0))
    func sandboxAsRoot() async throws {
        let environment = application.environment.merging(["ENDSTATE_NO_SANDBOX": "0"]) { $1 }
        let ending = try await endstate("run", path, in: workplace, environment: environment)
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains("--no-sandbox"), "\(bundle.detail)")
    }

    @Test(
        "A browser that is killed is inconclusive, and all that was seen until then is kept",
        arguments: ["/", "/act"])
    func killedBrowser(during request: String) async throws {
        let gate = Gate()
        defer { gate.open() }
        let application = try SampleApplication(answeringAfter: gate)
        if request == "/" { application.server.route("/", .html("").held(by: gate)) }
        let ending = try await withTool(["run", path], in: workplace, environment: application.environment) { tool in
            try await tool.request(to: application.server) { $0.path == request }
            let browsers = Leftovers(workplace: workplace).browsers(but: tool.pid)
            #expect(browsers.count == 1)
            for pid in browsers { kill(pid, SIGKILL) }
            return try await tool.ended()
        }
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains("signal 9"), "\(bundle.detail)")
        #expect(bundle.events("browser_exited").count == 1)
        #expect(bundle.events("trigger_dispatched").count == (request == "/" ? 0 : 1))
        #expect(application.teardowns == 1)
        #expect(try await Leftovers(workplace: workplace).waitForEnd(but: 0).isEmpty)
        #expect(workplace.leftovers.isEmpty)
    }

    @Test("A browser that is killed before the trigger is answered proves nothing of a back end that got nothing")
    func killedBeforeAnything() async throws {
        let gate = Gate()
        defer { gate.open() }
        // The request is seen and goes no further.
        application.server.route("/act", .json("{}").held(by: gate))
        let server = application.server
        var scenario = SampleScenario()
        scenario.within = "15s"
        let path = try workplace.write(scenario.text, as: "lost.yaml")
        let ending = try await withTool(["run", path], in: workplace, environment: application.environment) { tool in
            try await server.request { $0.path == "/act" }
            for pid in Leftovers(workplace: workplace).browsers(but: tool.pid) { kill(pid, SIGKILL) }
            return try await tool.ended()
        }
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.reasons == ["browser_failed"])
        #expect(bundle.detail.contains("signal 9") && bundle.detail.contains("/act) was answered"), "\(bundle.detail)")
        #expect(bundle.events("trigger_dispatched").count == 1)
    }

    @Test("The process of a page that is killed is no failure of the application")
    func killedRenderer() async throws {
        let gate = Gate()
        defer { gate.open() }
        let application = try SampleApplication(answeringAfter: gate)
        let ending = try await withTool(["run", path], in: workplace, environment: application.environment) { tool in
            try await tool.request(to: application.server) { $0.path == "/act" }
            for pid in Leftovers(workplace: workplace).renderers(but: tool.pid) { kill(pid, SIGKILL) }
            return try await tool.ended()
        }
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(!bundle.events("target_crashed").isEmpty)
        #expect(application.teardowns == 1)
    }

    @Test("A connection to a running browser that is cut is inconclusive, and the token for it is in nothing written")
    func cutConnection() async throws {
        let browser = try await RunningBrowser()
        let gate = Gate()
        defer { gate.open() }
        let application = try SampleApplication(answeringAfter: gate)
        let gateway = try GatewayFixture(to: browser.port, header: ("X-Token", "t0p-s3cret"))
        let environment = application.environment.merging(["ENDSTATE_CDP_HEADER": "X-Token: t0p-s3cret"]) { $1 }
        let arguments = ["run", path, "--cdp-url", gateway.server.origin]
        let ending = try await withTool(arguments, in: workplace, environment: environment) { tool in
            try await application.server.request { $0.path == "/act" }
            gateway.cut()
            return try await tool.ended()
        }
        await browser.stop()
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.events("trigger_dispatched").count == 1)
        #expect(application.teardowns == 1)
        #expect(try bundle.files(holding: "t0p-s3cret").isEmpty)
        #expect(!ending.all.contains { $0.contains("t0p-s3cret") })
    }

    @Test("A gateway that wants another token is inconclusive, and says where the token goes")
    func refusedConnection() async throws {
        let browser = try await RunningBrowser()
        let gateway = try GatewayFixture(to: browser.port, header: ("X-Token", "t0p-s3cret"))
        let ending = try await endstate(
            "run", path, "--cdp-url", gateway.server.origin, "--cdp-header", "X-Token: wr0ng-one", in: workplace,
            environment: application.environment)
        await browser.stop()
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "browser_failed")
        #expect(bundle.detail.contains("401") && bundle.detail.contains("--cdp-header"), "\(bundle.detail)")
        #expect(!ending.all.contains { $0.contains("wr0ng-one") })
    }

    @Test("A header without a value is a wrong command line", arguments: ["X-Token", ": t0ken", "X-Token:"])
    func wrongHeader(_ header: String) async throws {
        let ending = try await endstate(
            "run", path, "--cdp-header", header, in: workplace, environment: application.environment)
        #expect(ending.status == 2 && ending.errors.count == 1, "\(ending.all)")
        #expect(workplace.bundles.isEmpty)
    }

    @Test(
        "A trigger that hangs the page counts: its step fails at its deadline, and the back end is watched to the end")
    func hungPage() async throws {
        let page = """
            <!doctype html><p data-testid=plan>Free</p><button data-testid=go onclick="
                const request = new XMLHttpRequest();
                request.open('POST', '/act', false);
                request.send('{}');
                for (;;) {}">Upgrade</button>
            """
        application.server.route("/", .html(page))
        let scenario = SampleScenario(trigger: "click: { testid: go }, timeout: 5s")
        let path = try workplace.write(scenario.text, as: "hung.yaml")
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        let bundle = try workplace.bundle()
        #expect(ending.status == 1 && bundle.isWhole, "\(ending.all)")
        #expect(bundle.reasons.first == "action_failed", "\(bundle.reasons)")
        #expect(bundle.detail.contains("which was dispatched"), "\(bundle.detail)")
        #expect(bundle.events("trigger_dispatched").count == 1)
        #expect(bundle.run?["stages"]?.arrayValue?.allSatisfy { $0["status"] == "reached" } == true)
        #expect(application.acts == 1)
    }

    @Test("A run that takes too long is stopped at its --timeout, with a whole bundle")
    func hardStop() async throws {
        let gate = Gate()
        defer { gate.open() }
        application.server.route("/act", .json("{}").held(by: gate))
        let ending = try await endstate(
            "run", path, "--timeout", "4s", in: workplace, environment: application.environment)
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "timed_out")
        #expect(bundle.detail.contains("--timeout"))
        #expect(application.teardowns == 1)
    }
}
