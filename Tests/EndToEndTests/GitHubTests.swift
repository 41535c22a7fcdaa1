import Foundation
import JSONKit
import TestSupport
import Testing
import Transport

/// What a step of GitHub Actions is told: annotations, a summary, outputs; and that no page can speak to the runner.
@Suite(.timeLimit(.minutes(15)))
struct GitHubTests {
    private let workplace: Workplace
    private var scenario = SampleScenario()

    init() throws {
        workplace = try Workplace()
        scenario.within = "1s"
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "flows"), withIntermediateDirectories: false)
        try workplace.write(scenario.text, as: "flows/s.yaml")
        try workplace.write("# Before\n", as: "summary.md")
        try workplace.write("", as: "outputs")
    }

    private var step: [String: String] {
        [
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": workplace.url.path(),
            "GITHUB_STEP_SUMMARY": workplace.url.appending(path: "summary.md").path(),
            "GITHUB_OUTPUT": workplace.url.appending(path: "outputs").path(),
        ]
    }

    private func run(_ application: SampleApplication, _ arguments: String..., changing: [String: String] = [:])
        async throws -> Ending
    {
        let environment = application.environment.merging(step) { $1 }.merging(changing) { $1 }
        return try await withTool(["run", "flows/s.yaml"] + arguments, in: workplace, environment: environment) {
            try await $0.ended()
        }
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOf: workplace.url.appending(path: name), encoding: .utf8)
    }

    /// The line of the scenario that begins with a word.
    private func line(of word: String) throws -> Int {
        let lines = scenario.text.components(separatedBy: "\n")
        return try #require(lines.firstIndex { $0.drop { $0 == " " }.hasPrefix(word) }) + 1
    }

    @Test("A failed stage is annotated where it stands, the summary has its answers, the outputs its bundle")
    func failed() async throws {
        let ending = try await run(try SampleApplication(.stuck))
        #expect(ending.status == 1, "\(ending.all)")
        let commands = ActionsRunner.commands(in: ending.output)
        #expect(commands.count == 1 && ActionsRunner.commands(in: ending.errors).isEmpty)
        let start =
            "::error file=flows/s.yaml,line=\(try line(of: "granted:")),col=5,title=sample failed%3A stage_missing at "
            + "billing -> account::reached   "
        #expect(commands.first?.hasPrefix(start) == true, "\(commands)")
        #expect(ending.output.last == commands.first, "it comes after the verdict")

        let bundle = try workplace.bundle()
        let path = "Artifacts/\(bundle.folder.lastPathComponent)"
        let summary = try read("summary.md")
        #expect(summary.hasPrefix("# Before\n## Endstate: 1 failed\n"))
        for text in ["`sample`", "`billing -> account`", "\nreached   ", "`\(path)`"] {
            #expect(summary.contains(text))
        }
        #expect(try read("outputs") == "verdict=failed\nbundle=\(path)\nfailed=1\n")
    }

    @Test("A run that passed is not annotated, and two commands of a step share its files")
    func passed() async throws {
        for _ in 0..<2 {
            let ending = try await run(try SampleApplication())
            #expect(ending.status == 0, "\(ending.all)")
            #expect(ActionsRunner.commands(in: ending.all).isEmpty)
        }
        #expect(try read("summary.md").components(separatedBy: "## Endstate: 1 passed\n").count == 3)
        #expect(try read("outputs").components(separatedBy: "verdict=passed\n").count == 3)
    }

    @Test("Where nothing was proven the annotation says that it is the environment")
    func inconclusive() async throws {
        let application = try SampleApplication()
        application.server.route("/tenant", .text("no", status: 500))
        let ending = try await run(application)
        #expect(ending.status == 3)
        let command = try #require(ActionsRunner.commands(in: ending.output).first)
        let line = try line(of: "- http:")
        #expect(command.hasPrefix("::error file=flows/s.yaml,line=\(line),col="), "\(command)")
        #expect(command.contains(",title=environment%3A sample is inconclusive%3A setup_failed::"))
        #expect(try read("outputs").hasPrefix("verdict=inconclusive\n"))
    }

    @Test("An interrupted run is a warning")
    func interrupted() async throws {
        let application = try SampleApplication(.stuck)
        let server = application.server
        let ending = try await withTool(
            ["run", "flows/s.yaml"], in: workplace, environment: application.environment.merging(step) { $1 }
        ) { tool in
            try await server.request { $0.path == "/act" }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130)
        let commands = ActionsRunner.commands(in: ending.output)
        #expect(commands.count == 1 && commands[0].contains("title=sample was interrupted by SIGINT::"))
        #expect(commands[0].hasPrefix("::warning file=flows/s.yaml,line=1,col="))
        #expect(try read("outputs").hasPrefix("verdict=interrupted\n"))
    }

    /// A page that says what a runner would obey.
    private static let hostile = "::error::owned ##[error]owned"

    @Test("A page cannot speak to the runner, on neither stream", arguments: [false, true])
    func hostilePage(_ isJSON: Bool) async throws {
        let application = try SampleApplication()
        let page = SampleApplication.page(shows: Self.hostile).replacing(
            "onclick = async () => {", with: "onclick = async () => { console.error('\(Self.hostile)');")
        application.server.route("/", .html(page))
        let ending = try await run(application, isJSON ? "--json" : "--no-sandbox")
        #expect(ending.status == 1, "\(ending.all)")
        #expect(ending.all.count { $0.contains("owned") } > 1, "what the page shows is told all the same")
        let commands = [ending.output, ending.errors].map(ActionsRunner.commands)
        #expect(commands[isJSON ? 1 : 0].count == 1 && commands[isJSON ? 0 : 1].isEmpty, "\(commands)")
        #expect(commands.joined().allSatisfy { $0.hasPrefix("::error file=flows/s.yaml,line=") })
        #expect(try read("summary.md").components(separatedBy: "```").count == 3)
    }

    @Test("With --json standard output is JSON Lines and nothing else; the annotation is on standard error")
    func json() async throws {
        let ending = try await run(try SampleApplication(.stuck), "--json")
        #expect(ending.status == 1)
        let lines = try ending.output.map { try JSON(parsing: $0) }
        #expect(Array(lines.dropLast()) == (try workplace.bundle().events))
        #expect(ending.errors.count == 1 && ending.errors[0].hasPrefix("::error file=flows/s.yaml,"))
    }

    @Test(
        "Files that cannot be written are told in a line each, and change no verdict", arguments: ["/nowhere/x", "."])
    func unwritable(_ path: String) async throws {
        let ending = try await run(
            try SampleApplication(), "--quiet", changing: ["GITHUB_STEP_SUMMARY": path, "GITHUB_OUTPUT": path])
        #expect(ending.status == 0, "\(ending.all)")
        #expect(ending.errors.count == 2, "\(ending.errors)")
        for name in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"] {
            #expect(ending.errors.contains { $0.contains("\(name) (\(path)) cannot be written") })
        }
    }

    @Test("Anywhere else nothing of it is said", arguments: ["", "false"])
    func elsewhere(_ value: String) async throws {
        let ending = try await run(try SampleApplication(.stuck), changing: ["GITHUB_ACTIONS": value])
        #expect(ending.status == 1)
        #expect(!ending.all.contains { $0.contains("::") })
        #expect(try read("summary.md") == "# Before\n" && read("outputs").isEmpty)
    }
}
