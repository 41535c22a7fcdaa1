import Foundation
import JSONKit
import TestSupport
import Testing

/// Ways in which a run could say what is not so.
@Suite(.timeLimit(.minutes(15)))
struct TruthTests {
    private let workplace: Workplace
    private let application: SampleApplication
    private var scenario = SampleScenario()

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
    }

    @Test(
        "A page that does not answer shows nothing, also not that something is hidden",
        arguments: ["hidden: true", "count: 0", "not: { visible: true }"])
    func hangs(_ assertion: String) async throws {
        var scenario = scenario
        // The answer is sent and then the page hangs, in one turn of its loop: nothing can be asked in between.
        scenario.after = """
              - eval: "new Promise((done) => { hang = async () => { for (let i = 0; i < 99; i++) await i; for (;;); };
                  setTimeout(() => { done(); hang(); }) })"
              - expect: { testid: spinner, \(assertion) }
                timeout: 1s
            """
        scenario.end = "then: []"
        let bundle = try await run(scenario, endsWith: 1)
        #expect(bundle.run?["reasons"]?[0]?["code"] == "ui_diverged" && bundle.boundary == "back end -> page")
        #expect(bundle.failures.contains { $0.contains("the page does not answer") }, "\(bundle.failures)")
    }

    @Test("What a button shows is its text")
    func button() async throws {
        let page = SampleApplication.page(shows: "Pro")
            .replacing("<b ", with: "<button ").replacing("</b>", with: "</button>")
        application.server.route("/", .html(page))
        _ = try await run(scenario, endsWith: 0)
    }

    @Test("A trigger that had nothing to do is no trigger")
    func nothingToDo() async throws {
        application.server.route("/", .html("<label><input type=checkbox checked> Pro</label>"))
        var scenario = scenario
        scenario.trigger = "check: { label: Pro }"
        let bundle = try await run(scenario, endsWith: 1)
        #expect(bundle.run?["reasons"]?[0]?["code"] == "action_failed")
        #expect(bundle.events("trigger_dispatched").isEmpty && bundle.failures[0].contains("nothing was sent"))
        #expect(bundle.events("step_started").count { $0["phase"] == "trigger" } == 1, "nothing is done after it")
    }

    @Test("A trigger whose address is none is not dispatched")
    func notSent() async throws {
        application.server.route("/", .html("<p data-testid=link>http://ex ample:99999/</p>"))
        var scenario = scenario
        scenario.before = "  - capture: { link: { from: { testid: link } } }"
        scenario.trigger = "goto: \"${link}\""
        let bundle = try await run(scenario, endsWith: 1)
        #expect(bundle.run?["reasons"]?[0]?["code"] == "action_failed")
        #expect(bundle.events("trigger_dispatched").isEmpty, "\(bundle.failures)")
    }

    @Test("What a filled date sets off comes after the dispatch")
    func date() async throws {
        let field = "<input type=date aria-label=Day onchange=\"fetch('/act', { method: 'POST' })\">"
        application.server.route("/", .html("<!doctype html><b data-testid=plan>Pro</b>\(field)"))
        var scenario = scenario
        scenario.trigger = "fill: { label: Day, with: 2026-01-31 }"
        scenario.after = ""
        let bundle = try await run(scenario, endsWith: 0)
        let dispatch = try #require(bundle.events("trigger_dispatched").first?["seq"]?.intValue)
        let request = bundle.events("request").first { $0["url"]?.stringValue?.hasSuffix("/act") == true }
        #expect(try #require(request?["seq"]?.intValue) > dispatch)
    }

    @Test("What a look is held against stays the same from look to look")
    func now() async throws {
        let server = application.server
        let text = scenario.text.replacing(
            "granted: { probe: account, match: { plan: pro }",
            with: "granted: { probe: account, match: { plan: pro, at: { gte: \"${now}\" } }")
        let path = try workplace.write(text, as: "s.yaml")
        let ending = try await withTool(
            ["run", path, "--artifacts", "always"], in: workplace, environment: application.environment
        ) { tool in
            try await tool.request(to: server) { $0.path == "/act" }
            let instant = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            let account: JSON = [
                "accepted": true, "plan": "pro", "state": "active", "effects": [["id": "e1"]], "at": .string(instant),
            ]
            server.route("/look", .json(account.serialized()))
            return try await tool.ended()
        }
        #expect(ending.status == 0, "\(ending.all)")
        let shown = try workplace.bundle().events("plan").first?.serialized() ?? ""
        #expect(shown.contains("\"gte\""), "\(shown)")
    }

    @Test("A group of the teardown is carried out, each of its steps whatever became of the one before")
    func teardown() async throws {
        var scenario = scenario
        scenario.end = """
            teardown:
              - group:
                  name: Clean up
                  do:
                    - http: { delete: "${env.APP}/nothing" }
                      expect: { status: 200 }
                    - http: { delete: "${env.APP}/tenant" }
            """
        _ = try await run(scenario, endsWith: 0)
        #expect(application.teardowns == 1)
    }

    @Test("A secret of which a message has only the beginning is not in it")
    func halfSecret() async throws {
        let secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for length in [70, 90, 150] {
            let filler = String(repeating: "-", count: length)
            application.server.route("/tenant", .text("\(filler)\(secret)", status: 400))
            var scenario = scenario
            scenario.name = "cut-\(length)"
            scenario.needs = "needs: { env: [APP], secrets: [WORD] }"
            scenario.setup = scenario.setup.replacing("plan: free", with: "word: \"${secrets.WORD}\"")
            let path = try workplace.write(scenario.text, as: "\(scenario.name).yaml")
            let ending = try await endstate(
                "run", path, in: workplace, environment: application.environment.merging(["WORD": secret]) { $1 })
            #expect(ending.status == 3)
            #expect(!ending.all.contains { $0.contains("01234") }, "\(ending.all)")
            for bundle in try workplace.bundles.map({ try RunBundle($0) }) {
                #expect(try bundle.files(holding: "01234").isEmpty)
            }
        }
    }

    private func run(_ scenario: SampleScenario, endsWith status: Int32) async throws -> RunBundle {
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--artifacts", "always", in: workplace, environment: application.environment)
        #expect(ending.status == status, "\(ending.all)")
        return try workplace.bundle()
    }
}
