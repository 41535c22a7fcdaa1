import Foundation
import JSONKit
import TestSupport
import Testing

/// The two streams: data on one, everything else on the other, and secrets on neither.
@Suite(.timeLimit(.minutes(15)))
struct OutputTests {
    private let workplace: Workplace
    private let path: String

    init() throws {
        workplace = try Workplace()
        path = try workplace.write(SampleScenario().text, as: "s.yaml")
    }

    @Test("--json prints nothing but JSON Lines: every event, then the result")
    func json() async throws {
        let application = try SampleApplication()
        let ending = try await endstate("run", path, "--json", in: workplace, environment: application.environment)
        #expect(ending.status == 0)
        let lines = try ending.output.map { try JSON(parsing: $0) }
        let bundle = try workplace.bundle()
        #expect(Array(lines.dropLast()) == bundle.events, "the events are the journal's")
        let result = try #require(lines.last)
        #expect(result["kind"] == "result")
        #expect(result["verdict"] == "passed")
        #expect(ending.errors.isEmpty, "\(ending.errors)")
    }

    @Test("--json of a suite has a result for every run")
    func jsonOfSuite() async throws {
        let application = try SampleApplication()
        var second = SampleScenario()
        second.name = "second"
        let other = try workplace.write(second.text, as: "t.yaml")
        let ending = try await endstate(
            "run", path, other, "--json", in: workplace, environment: application.environment)
        #expect(ending.status == 3, "the second finds an account that is Pro already")
        let results = try ending.output.map { try JSON(parsing: $0) }.filter { $0["kind"] == "result" }
        #expect(results.map { $0["verdict"] } == ["passed", "inconclusive"])
        #expect(Set(results.map { $0["run"]?.stringValue }).count == 2)
    }

    @Test("--quiet prints the verdict and no progress")
    func quiet() async throws {
        let application = try SampleApplication()
        let ending = try await endstate("run", path, "--quiet", in: workplace, environment: application.environment)
        #expect(ending.status == 0)
        #expect(ending.errors.isEmpty, "\(ending.errors)")
        #expect(ending.output.contains { $0.contains("sample") && $0.contains("passed") })
    }

    @Test("Progress goes to standard error, the verdict to standard output; neither has colours in a pipe")
    func progress() async throws {
        let application = try SampleApplication()
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        #expect(ending.errors.contains { $0.contains("go") }, "the steps are told: \(ending.errors)")
        #expect(ending.output.contains { $0.contains("passed") })
        #expect(!ending.errors.contains { $0.contains("passed") && $0.contains("sample") })
        #expect(!ending.all.contains { $0.contains("\u{1B}") })
    }

    @Test("NO_COLOR is obeyed even where colours are forced; forcing works without it")
    func colors() async throws {
        try workplace.write("scenario: 1\n", as: "wrong.yaml")
        let forced = try await endstate("check", "wrong.yaml", in: workplace, environment: ["CLICOLOR_FORCE": "1"])
        #expect(forced.errors.contains { $0.contains("\u{1B}[") })
        let plain = try await endstate("check", "wrong.yaml", in: workplace, environment: ["NO_COLOR": "1"])
        #expect(plain.status == 2)
        #expect(!plain.errors.contains { $0.contains("\u{1B}") })
    }

    @Test(
        "A stream that takes nothing ends nothing: status and bundle are as ever",
        arguments: [
            "run s.yaml --json 2>/dev/null | head -n 1", "run s.yaml --quiet | true", "run s.yaml 2>&1 | head -n 1",
            "run s.yaml >/dev/full 2>&1 | cat", "run s.yaml --json >/dev/full 2>&1 | cat", "run s.yaml >&- | cat",
            "run s.yaml --json >&- 2>&- | cat", "run s.yaml <&- >&- 2>&- | cat",
        ])
    func streamThatTakesNothing(_ command: String) async throws {
        let application = try SampleApplication()
        #expect(try await shell(command, environment: application.environment) == "0")
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && bundle.verdict == "passed")
        #expect(bundle.events.count > 20, "nothing of what was printed went into the journal")
    }

    @Test("A reader that goes away does not end a listing or a check by a signal", arguments: ["list", "check"])
    func listingWithoutReader(_ command: String) async throws {
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "many"), withIntermediateDirectories: false)
        for number in 0..<200 {
            var scenario = SampleScenario()
            scenario.name = "number-\(number)"
            // A warning each, so that the check has something to say, too.
            scenario.settle = "0s"
            try workplace.write(scenario.text, as: "many/\(number).yaml")
        }
        #expect(try await shell("\(command) many 2>&1 | head -n 1", environment: [:]) == "0")
    }

    @Test("Text of a page cannot command the terminal, but is told")
    func pageText() async throws {
        let application = try SampleApplication()
        application.server.route("/", .html(SampleApplication.page(shows: "\\u001b]0;x\\u0007\\u001b[2J\\u009b31mPro")))
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        #expect(ending.status == 1)
        let harmful = ending.all.joined().unicodeScalars.filter { $0.properties.generalCategory == .control }
        #expect(harmful.isEmpty)
        #expect(ending.output.contains { $0.contains("31mPro") }, "what the page shows is told all the same")
    }

    /// Runs the tool in a shell, for what only a shell can do with its streams.
    ///
    /// - Returns: The exit status of the tool, whatever became of the rest of the pipeline.
    private func shell(_ command: String, environment: [String: String]) async throws -> String {
        let parts = command.split(separator: " | ", maxSplits: 1).map(String.init)
        let script = "{ \"$0\" \(parts[0]); echo $? >\"$1\"; } | { \(parts[1]); } >/dev/null"
        let variables = workplace.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
        let file = workplace.url.appending(path: "status")
        _ = try await Slots.shared.enter {
            try await runTool(
                "env",
                ["-i"] + variables + ["/bin/sh", "-c", script, try builtProduct("endstate"), file.path()],
                in: workplace.url)
        }
        return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    @Test("A secret stands nowhere: not in the output, not in the bundle, in no form it may take")
    func secrets() async throws {
        let secret = "s3cr&t \"wörd\"/+="
        let application = try SampleApplication(.stuck)
        // The page says it, the console says it, the back end says it back.
        application.server.route(
            "/",
            .html(
                """
                <!doctype html><title>Account</title>
                <p data-testid=plan>Free</p><p data-testid=done hidden>Done</p>
                <input type=password aria-label=Password><button data-testid=go>Upgrade</button>
                <script>
                document.querySelector('button').onclick = async () => {
                    const secret = document.querySelector('input').value;
                    console.log('typed', secret);
                    await fetch('/act?p=' + encodeURIComponent(secret), { method: 'POST', body: JSON.stringify({ secret }) });
                    document.querySelector('[data-testid=plan]').textContent = secret;
                    document.querySelector('[data-testid=done]').hidden = false;
                };
                </script>
                """))
        let echo = JSON.object(["accepted": true, "plan": "free", "echo": .string(secret)]).serialized()
        let backEnd = try FixtureServer { _ in .json(application.acts == 0 ? EnvironmentTests.account(acts: 0) : echo) }
        var scenario = SampleScenario()
        scenario.probe = "http: { get: \"\(backEnd.origin)/look?run=${run.id}\" }"
        scenario.needs = "needs: { env: [APP], secrets: [WORD] }"
        scenario.before = "  - fill: { label: Password, with: \"${secrets.WORD}\" }"
        scenario.within = "1s"
        scenario.settle = "100ms"
        scenario.end = "then:\n  - expect: { testid: plan, text: Pro }"
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let environment = application.environment.merging(["WORD": secret]) { $1 }
        let ending = try await endstate(
            "run", path, "--json", "--artifacts", "always", in: workplace, environment: environment)
        #expect(ending.status == 1, "\(ending.all.suffix(3))")
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && !bundle.events("console").isEmpty)
        for form in try Self.forms(of: secret) {
            #expect(try bundle.files(holding: form).isEmpty, "\(form)")
            #expect(!ending.all.contains { $0.contains(form) }, "\(form)")
        }
    }

    @Test("Where nothing is kept, what became a secret last is in nothing that is printed after it", arguments: [1, 2])
    func lateSecret(_ runs: Int) async throws {
        let token = "tok-Zq7Jw-0815"
        let application = try SampleApplication()
        application.server.route("/", .html(SampleApplication.page(shows: token)))
        application.server.route("/late", .json("{\"token\": \"\(token)\"}"))
        var scenario = SampleScenario()
        scenario.end = """
            then:
              - expect: { testid: plan, text: Pro }
                timeout: 500ms
            teardown:
              - http: { get: "${env.APP}/late" }
                capture: { late: { from: response, path: $.token, secret: true } }
            """
        let paths = try (0..<runs).map { number in
            scenario.name = "late-\(number)"
            return try workplace.write(scenario.text, as: "late-\(number).yaml")
        }
        let environment = application.environment.merging(["GITHUB_ACTIONS": "true"]) { $1 }
        let ending = try await withTool(
            ["run"] + paths + ["--artifacts", "never", "--json"], in: workplace, environment: environment
        ) { try await $0.ended() }
        #expect(ending.status == 1, "\(ending.all)")
        let lines = try ending.output.map { try JSON(parsing: $0) }
        let results = lines.filter { $0["kind"] == "result" }
        #expect(results.count == runs)
        let shown = results.first?["reasons"]?[0]?["detail"]?.stringValue
        #expect(shown == "`testid: plan` shows \"«secret»\", expected text \"Pro\"")
        #expect(results.first?["verdict"] == "failed" && results.first?["exit_code"] == 1)
        let sums = results + lines.filter { $0["kind"] == "suite" }
        let told = sums.map { $0.serialized() } + ending.errors
        #expect(!told.contains { $0.contains(token) }, "\(told)")
        #expect(ending.errors.contains { $0.hasPrefix("::error") && $0.contains("«secret»") }, "\(ending.errors)")
    }

    /// The forms in which a secret may be written.
    private static func forms(of secret: String) throws -> [String] {
        let data = Data(secret.utf8)
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-_.!~*'()")
        let quoted = JSON.string(secret).serialized()
        return [
            secret, String(quoted.dropFirst().dropLast()), data.base64EncodedString(),
            secret.addingPercentEncoding(
                withAllowedCharacters: allowed.intersection(.init(charactersIn: "\u{0}"..."~"))),
            data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
        ].compactMap { $0 }
    }
}
