import Foundation
import JSONKit
import TestSupport
import Testing

/// Overlays that come when they like, and the handlers that take them away.
@Suite(.timeLimit(.minutes(15)))
struct OverlayTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
    }

    private static func banner(_ attributes: String = "") -> String {
        """
        <div id=banner \(attributes) style="position:fixed;inset:0;background:white">
        <button onclick="banner.remove()">Accept all</button></div>
        """
    }

    private static func handlers(do steps: String = "click: { role: button, name: Accept all }") -> String {
        """
        handlers:
          - name: cookies
            when: { role: button, name: Accept all }
            do: [ \(steps) ]

        """
    }

    @Test("An overlay over the trigger is taken away before time zero, and every step of that is told")
    func beforeTrigger() async throws {
        application.server.route("/", .html(SampleApplication.page(shows: "Pro") + Self.banner()))
        let (ending, bundle) = try await run()
        #expect(ending.status == 0, "\(ending.all)")
        let firing = try #require(bundle.firings.first)
        #expect(bundle.firings.count == 1 && firing["checksPage"] == false && firing["isTrigger"] == false)
        #expect(firing["name"] == "cookies: click: { role: button, name: Accept all }")
        #expect(firing["location"]?["line"]?.intValue == 7)
        let dispatch = try #require(bundle.events("trigger_dispatched").first?["seq"]?.intValue)
        #expect(bundle.firings.compactMap { $0["seq"]?.intValue }.allSatisfy { $0 < dispatch })
        let trigger = bundle.events("step_started").first { $0["isTrigger"] == true }
        let told = bundle.events("step_log").first { $0["message"]?.stringValue?.hasPrefix("cookies: ") == true }
        #expect(told?["index"] == trigger?["index"])
        #expect(told?["message"] == "cookies: { role: button, name: Accept all } is there")
        #expect(ending.errors.contains { $0.contains("cookies: click") }, "\(ending.errors)")
        #expect(application.acts == 1)
    }

    @Test("An overlay that comes while an act is under way is taken away, and the act goes on")
    func duringAct() async throws {
        let page = """
            <!doctype html>
            <button id=more data-testid=more onclick="said.textContent = 'more'">More</button>
            <output id=said data-testid=said></output>
            \(Self.banner("hidden"))
            <script>more.addEventListener('mousemove', () => { banner.hidden = false; }, { once: true });</script>
            """
        application.server.route("/form", .html(page))
        let (ending, bundle) = try await run {
            $0.before = """
                  - goto: "${env.APP}/form"
                  - click: { testid: more }
                  - expect: { testid: said, text: more }
                  - goto: "${env.APP}/"
                """
        }
        #expect(ending.status == 0, "\(ending.all)")
        #expect(bundle.firings.count == 1)
        let click = try #require(bundle.events("step_started").first { $0["name"] == "click: { testid: more }" })
        let said = bundle.events("step_log").filter { $0["index"] == click["index"] }
        #expect(said.contains { $0["message"] == "what lay in the way was taken away; looking again" }, "\(said)")
    }

    @Test("What the trigger brings is taken away after it, by the next step that meets it")
    func afterTrigger() async throws {
        let script = "<script>document.getElementById('go').addEventListener('click', () => { banner.hidden = false; })"
        let page = SampleApplication.page(shows: "Pro") + Self.banner("hidden") + script + "</script>"
        application.server.route("/", .html(page))
        let (ending, bundle) = try await run()
        #expect(ending.status == 0, "\(ending.all)")
        let dispatch = try #require(bundle.events("trigger_dispatched").first?["seq"]?.intValue)
        let firings = bundle.firings.compactMap { $0["seq"]?.intValue }
        #expect(firings.count == 1 && firings.allSatisfy { $0 > dispatch })
    }

    @Test("A handler that does not take its overlay away fails the step, and says how often it was tried")
    func stays() async throws {
        application.server.route("/", .html(SampleApplication.page(shows: "Pro") + Self.banner()))
        let (ending, bundle) = try await run {
            $0.setup = Self.handlers(do: "press: Escape") + SampleScenario().setup
            $0.before = "  - expect: { testid: plan }\n    timeout: 60s"
        }
        #expect(ending.status == 1 && bundle.reasons.first == "action_failed", "\(ending.all)")
        #expect(bundle.events("trigger_dispatched").isEmpty)
        let said = "the handler cookies ran 10 times, and { role: button, name: Accept all } is still there"
        #expect(bundle.detail.contains(said), "\(bundle.detail)")
        #expect(bundle.firings.count == 10)
        let outcomes = bundle.events("step_finished").compactMap { $0["outcome"]?.stringValue }
        #expect(outcomes.count { $0 == "failed" } == 1, "what a handler does is never red by itself")
    }

    @Test("An element that makes no sense to the page is told, not passed over")
    func invalid() async throws {
        let (ending, bundle) = try await run {
            $0.setup = "handlers: [{ when: { css: \"a[\" }, do: [reload] }]\n" + SampleScenario().setup
            $0.before = "  - expect: { testid: plan }"
        }
        #expect(ending.status == 1)
        #expect(bundle.detail.contains("is not a valid selector"), "\(bundle.detail)")
    }

    private func run(
        _ change: (inout SampleScenario) -> Void = { _ in }
    ) async throws -> (ending: Ending, bundle: RunBundle) {
        var scenario = SampleScenario()
        scenario.setup = Self.handlers() + scenario.setup
        change(&scenario)
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--artifacts", "always", in: workplace, environment: application.environment)
        return (ending, try workplace.bundle())
    }
}

extension RunBundle {
    /// The steps of the handler.
    fileprivate var firings: [JSON] {
        events("step_started").filter { $0["name"]?.stringValue?.hasPrefix("cookies: ") == true }
    }
}
