import Foundation
import JSONKit
import TestSupport
import Testing

/// What a scenario captures with `secret: true`.
@Suite(.timeLimit(.minutes(15)))
struct CapturedSecretTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
    }

    @Test("Of a secret that has parts no text and no number stands anywhere by itself")
    func parts() async throws {
        let session = #"{"token": "tok-Zq7Jw-0815", "id": 31415926535, "type": "b", "scopes": ["rw-Zq7Jw"]}"#
        application.server.route("/session", .json("{\"session\": \(session)}"))
        var scenario = SampleScenario()
        // The scenario is kept as well, so nothing in it is one of the parts.
        scenario.before = """
              - http: { get: "${env.APP}/session" }
                capture: { session: { from: response, path: $.session, secret: true } }
              - eval: "({ token: 'tok-Zq7Jw' + '-0815', id: String(31415926000 + 535), scope: 'rw-' + 'Zq7Jw' })"
                capture: { token: $.token, id: $.id, scope: $.scope }
            """
        let ending = try await run(scenario)
        #expect(ending.status == 0, "\(ending.all)")
        let bundle = try workplace.bundle()
        let captured = bundle.events("captured").compactMap { $0["value"]?.stringValue }
        #expect(captured.filter { $0 == "«secret»" }.count == 4, "\(captured)")
        for text in ["tok-Zq7Jw-0815", "31415926535", "rw-Zq7Jw"] {
            let holding = try bundle.files(holding: text)
            #expect(holding.isEmpty, "\(text)")
        }
    }

    @Test("A secret too short to be masked fails its step, and goes no further", arguments: [true, false])
    func short(_ isOptional: Bool) async throws {
        application.server.route("/pin", .json("{\"pin\": \"Zq7Jw\"}"))
        var scenario = SampleScenario()
        scenario.before = """
              - http: { get: "${env.APP}/pin" }
                capture: { pin: { from: response, path: $.pin, secret: true } }
                optional: \(isOptional)
                timeout: 30s
              - eval: "'${pin}'"
            """
        let ending = try await run(scenario)
        let bundle = try workplace.bundle()
        expectInconclusive(ending, bundle, "internal")
        let broken = bundle.events("step_finished").filter { $0["outcome"]?.stringValue != "passed" }
        let outcomes = broken.compactMap { $0["outcome"]?.stringValue }
        #expect(outcomes == (isOptional ? ["skipped", "failed"] : ["failed"]))
        let message = broken.first?["error"]?["message"]?.stringValue ?? ""
        #expect(message.hasPrefix("the secret `pin` has fewer than 6 characters; use a longer one"), "\(message)")
        // Of an optional step nothing is told but that there is no value where it is named.
        let says = isOptional ? "${pin} has no value yet" : message
        #expect(bundle.detail.contains(says), "\(bundle.detail)")
        #expect(bundle.events("trigger_dispatched").isEmpty)
        let holding = try bundle.files(holding: "Zq7Jw")
        #expect(holding.isEmpty)
    }

    private func run(_ scenario: SampleScenario) async throws -> Ending {
        let path = try workplace.write(scenario.text, as: "s.yaml")
        return try await endstate(
            "run", path, "--artifacts", "always", in: workplace, environment: application.environment)
    }
}
