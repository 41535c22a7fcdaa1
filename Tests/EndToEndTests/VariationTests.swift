import Foundation
import JSONKit
import TestSupport
import Testing

/// The same scenario run otherwise on purpose: perturbed as users do, and many times.
@Suite(.timeLimit(.minutes(10)))
struct VariationTests {
    private let workplace: Workplace
    private let application: SampleApplication
    private var scenario = SampleScenario()

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication(isReset: true)
        // The page forgets what it showed when it is loaded again.
        scenario.end = "then: []"
    }

    @Test("A second click at once is a second effect, where the application does not care")
    func doubleClick() async throws {
        let ending = try await run(["--perturb", "double-click"], endsWith: 1)
        #expect(application.acts == 2)
        let bundle = try workplace.bundle()
        #expect(bundle.reasons.first == "stage_duplicated" && bundle.boundary == "api -> billing")
        #expect(bundle.events("trigger_dispatched").count == 1)
        #expect(
            ending.output.contains { $0.contains("sample double-click failed: stage_duplicated at api -> billing") })
    }

    @Test("A page that is left while the trigger is under way changes nothing of what must come of it")
    func leaving() async throws {
        let ending = try await run(["--perturb", "reload-in-flight,back-button", "-q"], endsWith: 0)
        let bundles = try workplace.bundles.map { try RunBundle($0) }
        #expect(bundles.count == 2 && bundles.allSatisfy { $0.verdict == "passed" })
        for bundle in bundles {
            let variation = try #require(bundle.run?["scenario"]?["variation"]?.stringValue)
            let steps = bundle.events("step_started").compactMap { $0["name"]?.stringValue }
            #expect(steps.contains("\(variation), as --perturb wants it"))
            // What speaks of the page that is gone is left out.
            #expect(!steps.contains { $0.contains("testid: done") })
            #expect(steps.contains("back to where the trigger was") == (variation == "back-button"))
        }
        #expect(ending.output.last?.hasPrefix("2 runs: 2 passed in") == true)
    }

    @Test("What a scenario cannot be run with is told before anything starts")
    func refused() async throws {
        var scenario = scenario
        scenario.trigger = "press: { testid: go, key: Enter }"
        scenario.after = "  - capture: { plan: { from: { testid: plan } } }"
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--perturb", "double-click,back-button", in: workplace, environment: application.environment)
        #expect(ending.status == 2)
        #expect(ending.errors.contains { $0.contains("`--perturb double-click` needs a trigger that clicks") })
        #expect(ending.errors.contains { $0.contains("the workflow goes on in this step after the trigger") })
        #expect(ending.errors.contains { $0.contains("scenario without `--perturb`; or move the step to `then`") })
        #expect(application.server.requests.isEmpty)
        let unknown = try await endstate("run", path, "--perturb", "sneeze", in: workplace)
        #expect(unknown.status == 2 && unknown.errors.contains { $0.contains("there is no such perturbation") })
    }

    @Test("Where only the steps after the trigger are in the way, the perturbation that is left is named")
    func remedy() async throws {
        var scenario = scenario
        scenario.after = "  - capture: { plan: { from: { testid: plan } } }"
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--perturb", "reload-in-flight", in: workplace, environment: application.environment)
        #expect(ending.status == 2)
        #expect(ending.errors.contains { $0.contains("perturb this scenario with `double-click` alone") })
    }

    @Test("Many runs of the same are told together: how they came out, and how close to its budget each stage came")
    func times() async throws {
        let ending = try await run(["--repeat", "3", "-q"], endsWith: 0)
        #expect(application.acts == 3)
        let bundles = try workplace.bundles.map { try RunBundle($0) }
        #expect(bundles.compactMap { $0.run?["scenario"]?["repetition"]?.intValue }.sorted() == [1, 2, 3])
        #expect(
            bundles.allSatisfy { $0.events("screenshot").isEmpty == false || !$0.events("screencast_frame").isEmpty })
        #expect(ending.output.contains("sample  3 runs: 3 passed"))
        let titles = ending.output.first { $0.hasPrefix("  stage ") }
        #expect(titles?.split(separator: " ") == ["stage", "median", "latest", "budget"])
        #expect(ending.output.last?.hasPrefix("3 runs: 3 passed in") == true)
    }

    @Test("Staging is right under every perturbation, also where the trigger itself leads to another page")
    func rightUnderAll() async throws {
        let staging = try await StagingSystem.shared()
        for name in ["upgrade-plan", "log-in", "submit-order"] {
            let ending = try await perturbed(name, in: staging, settle: "1s")
            #expect(ending.output.last?.hasPrefix("3 runs: 3 passed in") == true, "\(ending.all)")
        }
    }

    @Test("A retry that charges twice is caught under every perturbation")
    func caughtUnderAll() async throws {
        try await withStaging(fault: "retry-amplified") { staging in
            // The retry comes when the provider has not answered for a while.
            let ending = try await perturbed("upgrade-plan", in: staging, settle: "3s")
            #expect(ending.status == 1)
            #expect(ending.output.last?.hasPrefix("3 runs: 3 failed in") == true, "\(ending.all)")
            let bundles = try workplace.bundles.map { try RunBundle($0) }
            #expect(bundles.allSatisfy { $0.reasons.first == "stage_duplicated" && $0.boundary == "api -> billing" })
        }
    }

    private func perturbed(_ name: String, in staging: StagingSystem, settle: String) async throws -> Ending {
        let path = URL(filePath: StagingSystem.scenario).deletingLastPathComponent().appending(path: "\(name).yaml")
        return try await withTool(
            ["run", path.path(), "--perturb", "double-click,reload-in-flight,back-button", "--settle", settle, "-q"],
            in: workplace, environment: staging.environment
        ) { try await $0.ended() }
    }

    private func run(_ flags: [String], endsWith status: Int32) async throws -> Ending {
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await withTool(
            ["run", path, "--artifacts", "always"] + flags, in: workplace, environment: application.environment
        ) { try await $0.ended() }
        #expect(ending.status == status, "\(ending.all)")
        return ending
    }
}
