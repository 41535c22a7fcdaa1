import Foundation
import JSONKit
import TestSupport
import Testing

/// The two streams: data on one, everything else on the other, and secrets on neither.
@Suite(.timeLimit(.minutes(5)))
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

    @Test("A reader that goes away ends nothing: status and bundle are as ever", arguments: ["--json", "--quiet"])
    func readerGoesAway(_ flag: String) async throws {
        let application = try SampleApplication()
        let environment = workplace.environment.merging(application.environment) { $1 }
        // The reader takes no line or one, then closes the pipe.
        let reader = flag == "--json" ? "head -n 1" : "true"
        let script = "{ \"$0\" run s.yaml \(flag) 2>errors; echo $? >status; } | \(reader) >/dev/null"
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let status = try await Slots.shared.enter {
            try await runTool(
                "env", ["-i"] + variables + ["/bin/sh", "-c", script, try builtProduct("endstate")], in: workplace.url)
        }
        #expect(status == 0)
        let ended = try String(contentsOf: workplace.url.appending(path: "status"), encoding: .utf8)
        #expect(ended == "0\n")
        #expect(try String(contentsOf: workplace.url.appending(path: "errors"), encoding: .utf8).isEmpty)
        #expect(try workplace.bundle().isWhole)
    }

    @Test("A full standard output ends nothing either")
    func fullOutput() async throws {
        let application = try SampleApplication()
        let variables = workplace.environment.merging(application.environment) { $1 }.map { "\($0.key)=\($0.value)" }
        let status = try await Slots.shared.enter {
            try await runTool(
                "env",
                ["-i"] + variables + [
                    "/bin/sh", "-c", "\"$0\" run s.yaml --json >/dev/full 2>&1", try builtProduct("endstate"),
                ], in: workplace.url)
        }
        #expect(status == 0)
        #expect(try workplace.bundle().isWhole)
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
        var scenario = SampleScenario()
        scenario.needs = "needs: { env: [APP], secrets: [WORD] }"
        scenario.before = "  - fill: { label: Password, with: \"${secrets.WORD}\" }"
        scenario.within = "1s"
        scenario.settle = "100ms"
        scenario.end = "then:\n  - expect: { testid: plan, text: Pro }"
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let server = application.server
        let environment = application.environment.merging(["WORD": secret]) { $1 }
        let ending = try await withTool(
            ["run", path, "--json", "--artifacts", "always"], in: workplace, environment: environment
        ) { tool in
            await server.request { $0.path == "/act" }
            server.route("/look", .json(echo))
            return try await tool.ended()
        }
        #expect(ending.status == 1, "\(ending.all.suffix(3))")
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && !bundle.events("console").isEmpty)
        for form in try Self.forms(of: secret) {
            #expect(try bundle.files(holding: form).isEmpty, "\(form)")
            #expect(!ending.all.contains { $0.contains(form) }, "\(form)")
        }
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
