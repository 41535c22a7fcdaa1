import Foundation
import JSONKit
import TestSupport
import Testing

/// Steps that scenarios share, and stretches of steps.
@Suite(.timeLimit(.minutes(15)))
struct SharedStepsTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
        application.server.route("/form", .html(Self.form))
    }

    private static let form = """
        <!doctype html>
        <html lang="en"><title>Form</title>
        <label>Name <input id=who></label>
        <button onclick="said.textContent = 'Hello ' + who.value">Greet</button> <output id=said data-testid=hello></output>
        """

    private static let greet = """
        fragment: greet
        inputs: [name, times]
        steps:
          - goto: "${env.APP}/form"
          - fill: { label: Name, with: "${inputs.name}" }
          - http: { post: "${env.APP}/tenant", json: { times: "${inputs.times}" } }
            expect: { status: 201 }
          - click: { role: button, name: Greet }
            capture: { greeting: { from: { testid: hello } } }
        """

    private static let use = """
          - use: { file: greet.yaml, with: { name: "Ada", times: 2 } }
          - http: { post: "${env.APP}/tenant", json: { said: "${greeting}" } }
            expect: { status: 201 }
          - goto: "${env.APP}/"
        """

    @Test("The steps of a fragment are carried out where it is used, and told with its own file and lines")
    func fragment() async throws {
        try workplace.write(Self.greet, as: "greet.yaml")
        let (ending, bundle) = try await run(before: Self.use)
        #expect(ending.status == 0, "\(ending.all)")
        let bodies = application.server.requests.filter { $0.path == "/tenant" }.map(\.text)
        #expect(bodies.contains("{\"times\":2}") && bodies.contains("{\"said\":\"Hello Ada\"}"), "\(bodies)")
        let places = bundle.events("step_started").compactMap { $0["location"] }
        let inside = places.filter { $0["file"] == "greet.yaml" }
        #expect(inside.map { $0["line"] } == [4, 5, 6, 8])
        #expect(places.count > inside.count && places.allSatisfy { $0["file"] == nil || $0["file"] == "greet.yaml" })
        let steps = bundle.run?["steps"]?.arrayValue ?? []
        #expect(steps.count { $0["file"] == "greet.yaml" } == 4)
    }

    @Test("An address goes out as it is written, and what was captured is one piece of it")
    func address() async throws {
        let server = application.server
        server.route("/value", .json("{\"name\": \"a/b c\"}"))
        server.route("/found%5Bx%5D/a%2Fb%20c", .html("<!doctype html><title>Found</title>"))
        let (ending, _) = try await run(
            before: """
                  - http: { get: "${env.APP}/value" }
                    capture: { name: { from: response, path: $.name } }
                  - goto: "${env.APP}/found[x]/${name}?q=größe&n=${name}"
                  - expect: { url: "**/found[x]/a/b c?q=größe&n=a/b c" }
                  - expect: { title: Found }
                  - goto: "${env.APP}/"
                """)
        #expect(ending.status == 0, "\(ending.all)")
        let targets = server.requests.map(\.target)
        #expect(targets.contains("/found%5Bx%5D/a%2Fb%20c?q=gr%C3%B6%C3%9Fe&n=a%2Fb%20c"), "\(targets)")
    }

    @Test("A step of a fragment that fails is told with the fragment's line")
    func failure() async throws {
        let fragment = "fragment: lost\nsteps:\n  - click: { testid: nobody }\n    timeout: 50ms\n"
        try workplace.write(fragment, as: "lost.yaml")
        let (ending, bundle) = try await run(before: "  - use: lost.yaml")
        #expect(ending.status == 1 && bundle.reasons.first == "action_failed")
        #expect(ending.output.contains { $0.contains("lost.yaml:3") }, "\(ending.output)")
    }

    @Test("Fragments beside scenarios are checked and no scenarios themselves")
    func check() async throws {
        try workplace.write(Self.greet, as: "greet.yaml")
        var scenario = SampleScenario()
        scenario.before = Self.use
        try workplace.write(scenario.text, as: "s.yaml")
        let right = try await endstate("check", ".", in: workplace)
        #expect(right.status == 0 && right.output == ["1 scenario is right"], "\(right.all)")
        let list = try await endstate("list", ".", in: workplace)
        #expect(list.output.map { $0.prefix { $0 != "\t" } } == ["sample"])
        try workplace.write(Self.greet.replacing("click:", with: "clik:"), as: "greet.yaml")
        let wrong = try await endstate("check", ".", in: workplace)
        #expect(wrong.status == 2)
        #expect(wrong.says("--> ./greet.yaml:8:5") && wrong.says("used at ./s.yaml:"), "\(wrong.errors)")
        #expect(wrong.errors.count { $0.hasPrefix("error") } == 1, "it is told once: \(wrong.errors)")
    }

    @Test("An optional stretch ends without harm at the first step that does not work, a needed one with it")
    func optionalGroup() async throws {
        let group = """
              - group: { name: maybe, do: [ expect: { testid: plan }, click: { testid: nobody }, click: { testid: never } ] }
                optional: true
                timeout: 300ms
            """
        let (ending, bundle) = try await run(before: group)
        #expect(ending.status == 0, "\(ending.all)")
        let outcomes = bundle.events("step_finished").compactMap { $0["outcome"]?.stringValue }
        #expect(outcomes.count { $0 == "skipped" } == 1 && !outcomes.contains("failed"))
        let names = bundle.events("step_started").compactMap { $0["name"]?.stringValue }
        #expect(names.contains("click: { testid: nobody }") && !names.contains("click: { testid: never }"))
        #expect(bundle.failures.first?.contains("no element matches") == true, "\(bundle.failures)")
    }

    @Test("The timeout of a stretch is for all of it")
    func limitedGroup() async throws {
        let group = """
              - group: { name: soon, do: [ expect: { testid: plan }, click: { testid: nobody } ] }
                timeout: 300ms
            """
        let (ending, bundle) = try await run(before: group)
        #expect(ending.status == 1 && bundle.reasons.first == "action_failed", "\(ending.all)")
        #expect(bundle.events("trigger_dispatched").isEmpty)
    }

    private func run(before steps: String) async throws -> (ending: Ending, bundle: RunBundle) {
        var scenario = SampleScenario()
        scenario.before = steps
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--artifacts", "always", in: workplace, environment: application.environment)
        return (ending, try workplace.bundle())
    }
}
