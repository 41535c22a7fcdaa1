import Foundation
import TestSupport
import Testing

/// What people see of a run, whole and to the letter.
///
/// `ENDSTATE_UPDATE_GOLDEN=1` writes what is seen now; read the difference before it is kept.
@Suite(.timeLimit(.minutes(15)))
struct GoldenTests {
    private static let updates = ProcessInfo.processInfo.environment["ENDSTATE_UPDATE_GOLDEN"] == "1"

    @Test("A run prints what it has printed before, and its folder names the outcome", arguments: Golden.all)
    func unchanged(_ golden: Golden) async throws {
        let workplace = try Workplace()
        let ailment = try SampleApplication.Ailment(rawValue: golden.comment("application") ?? "none")
        let application = try SampleApplication(try #require(ailment, "the scenario names no ailment there is"))
        let file = try workplace.write(try golden.scenario(), as: "scenario.yaml")
        var environment = application.environment
        let secure = try golden.comment("tls") == nil ? nil : try await TLSFixture()
        if let secure, let name = try golden.comment("tls") { environment[name] = "https://127.0.0.1:\(secure.port)" }
        let arguments = try golden.comment("arguments")?.split(separator: " ").map(String.init) ?? []
        let ending = try await withTool(
            ["run", file] + arguments, in: workplace, environment: environment
        ) { try await $0.ended() }
        #expect(ending.status == golden.status)
        let origins = [application.server.origin: "http://APP", environment["TLS"] ?? "https://TLS": "https://TLS"]
        let seen = Golden.normalized(ending, of: workplace, on: origins)
        for name in Golden.files {
            let text = try #require(seen[name])
            if Self.updates {
                try golden.keep(text, as: name)
            } else {
                #expect(text == golden.kept(name), "\(golden)/\(name)")
            }
        }
    }

    @Test("Every outcome has its examples")
    func complete() {
        #expect(Set(Golden.all.map(\.outcome)) == Set(Golden.outcomes.keys))
    }
}
