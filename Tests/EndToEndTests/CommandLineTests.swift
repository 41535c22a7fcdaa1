import Foundation
import TestSupport
import Testing

/// What is wrong before anything starts: exit status 2, every fault at once, and nothing started.
@Suite(.timeLimit(.minutes(15)))
struct CommandLineTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
    }

    @Test("An unknown key and a wrong type are told at once, each with its line, a caret and a remedy")
    func wrongScenario() async throws {
        var scenario = SampleScenario()
        scenario.needs += "\nimpakt: []"
        scenario.trigger = "click: { testid: [1] }"
        scenario.within = "30"
        let ending = try await run(scenario.text)
        expectRefusal(ending)
        let said = [
            "--> s.yaml:4:1", "`impakt`", "^^^^^^", "did you mean `impact`?", "--> s.yaml:12:33", "not a list",
            "--> s.yaml:15:11", "has no unit", "30s",
        ]
        for text in said { #expect(ending.says(text), "\(text) is not in \(ending.errors)") }
    }

    @Test("Variables and secrets that are not set are told at once")
    func missingEnvironment() async throws {
        var scenario = SampleScenario()
        scenario.needs = "needs: { env: [APP, FIRST_URL, SECOND_URL], secrets: [A_TOKEN, B_TOKEN] }"
        let ending = try await run(scenario.text)
        expectRefusal(ending)
        for name in ["FIRST_URL", "SECOND_URL", "A_TOKEN", "B_TOKEN"] {
            #expect(ending.says("`\(name)` is not set"), "\(ending.errors)")
        }
        #expect(!ending.says("`APP`"))
        #expect(ending.says("--env-file"))
    }

    @Test("One fault in one file of many starts none of them")
    func oneOfMany() async throws {
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "many"), withIntermediateDirectories: false)
        var good = SampleScenario()
        good.name = "good"
        try workplace.write(good.text, as: "many/good.yaml")
        try workplace.write(SampleScenario().text.replacing("trigger", with: "tiger"), as: "many/wrong.yml")
        let ending = try await endstate("run", "many", in: workplace, environment: application.environment)
        expectRefusal(ending)
        #expect(ending.says("many/wrong.yml:"))
    }

    @Test(
        "A wrong command line says what is wrong and how help is had",
        arguments: [
            (["run", "--nope"], "--nope"), (["run", "--within", "5"], "--within"),
            (["run", "s.yaml", "--within", "10"], "the duration '10' has no unit; write 10s"),
            (["run", "s.yaml", "--settle", "5"], "the duration '5' has no unit; write 5s"),
            (["run", "s.yaml", "--timeout", "1500"], "the duration '1500' has no unit; write 1500ms"),
            (["prove", "s.yaml", "--timeout", "2minuts"], "'minuts' in '2minuts' is not a unit of time"),
            (["run", "--artifacts", "some"], "some"),
            (["run", "s.yaml", "--workers", "0"], "1 to 64"), (["run", "s.yaml", "--workers", "65"], "1 to 64"),
            (["run", "s.yaml", "--workers", "auto"], "--workers"),
            (["frobnicate"], "Unknown command 'frobnicate'. The commands are init, check,"),
            (["chek", "s.yaml"], "Unknown command 'chek'. Did you mean 'check'?"),
            (["rn"], "Unknown command 'rn'. Did you mean 'run'?"),
            (["run", "s.yaml", "--set", "plan"], "NAME=VALUE"),
            (["run", "s.yaml", "--set", "plan=pro"], "plan"),
        ])
    func wrongCommandLine(_ arguments: [String], _ says: String) async throws {
        try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await withTool(arguments, in: workplace, environment: application.environment) {
            try await $0.ended()
        }
        expectRefusal(ending)
        #expect(ending.says(says))
    }

    @Test(
        "Of what is no setting only the name is repeated, for the rest may be a secret",
        arguments: [
            ("TEST_PASSWORD:hunter2", " TEST_PASSWORD"), ("TEST_PASSWORD hunter2", " TEST_PASSWORD"), ("hunter2", ""),
            ("=hunter2", ""), ("hunter2%", ""),
        ])
    func noSetting(_ setting: String, _ name: String) async throws {
        try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await endstate("run", "s.yaml", "--set", setting, in: workplace)
        expectRefusal(ending)
        #expect(ending.errors == ["endstate: --set\(name): write it as NAME=VALUE"])
    }

    @Test("A setting that is not of the type that the scenario has is refused, where the scenario has it")
    func wrongSetting() async throws {
        var scenario = SampleScenario()
        scenario.needs += "\nlet: { seats: 3 }"
        try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", "s.yaml", "--set", "seats=many", in: workplace, environment: application.environment)
        expectRefusal(ending)
        #expect(ending.says("--set seats: `seats` is a number") && ending.says("--> s.yaml:4:8"), "\(ending.errors)")
    }

    @Test("A list shows what a scenario says, and a terminal does nothing of it")
    func listing() async throws {
        let outcome = "outcome: \"A user\\tupgrades \\e[31min red\""
        let text = SampleScenario().text.replacing("outcome: A user upgrades, and the account is Pro.", with: outcome)
        try workplace.write(text, as: "s.yaml")
        let list = try await endstate("list", "s.yaml", in: workplace)
        #expect(list.status == 0 && list.output.count == 1, "\(list.all)")
        #expect(list.output.allSatisfy { $0.contains("[31min red") && !$0.contains("\u{1B}") }, "\(list.output)")
        #expect(list.output.allSatisfy { $0.count(where: { $0 == "\t" }) == 3 }, "\(list.output)")
    }

    @Test(
        "What is no scenario is refused, and says what would be one",
        arguments: [
            ("nowhere.yaml", "nowhere.yaml"), ("empty", "empty"), ("bytes.yaml", "UTF-8"),
            ("nothing.yaml", "nothing.yaml"),
            ("list.yaml", "list.yaml"), ("picture.png", "picture.png"),
        ])
    func noScenario(_ path: String, _ says: String) async throws {
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "empty"), withIntermediateDirectories: false)
        try Data([0x61, 0x3A, 0xFF, 0xFE, 0x00]).write(to: workplace.url.appending(path: "bytes.yaml"))
        try workplace.write("", as: "nothing.yaml")
        try workplace.write("- a\n- b\n", as: "list.yaml")
        try workplace.write("\u{89}PNG", as: "picture.png")
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        expectRefusal(ending)
        #expect(ending.says(says), "\(ending.errors)")
    }

    @Test("No scenario selected is an error, never a pass")
    func noneSelected() async throws {
        try workplace.write(SampleScenario().text, as: "s.yaml")
        for command in ["run", "check", "list"] {
            let ending = try await endstate(command, "s.yaml", "--tag", "nobody", in: workplace)
            expectRefusal(ending)
            #expect(ending.says("nobody"), "\(command): \(ending.errors)")
        }
    }

    @Test("An env file that is missing or wrong is refused with its line")
    func wrongEnvFile() async throws {
        try workplace.write(SampleScenario().text, as: "s.yaml")
        try workplace.write("# one\nAPP=x\nnot an assignment\n", as: "wrong.env")
        let wrong = try await endstate("run", "s.yaml", "--env-file", "wrong.env", in: workplace)
        expectRefusal(wrong)
        #expect(wrong.says("wrong.env:3"), "\(wrong.errors)")
        let missing = try await endstate("run", "s.yaml", "--env-file", "missing.env", in: workplace)
        expectRefusal(missing)
        #expect(missing.says("missing.env"))
    }

    @Test(
        "Bundles that cannot be written are told before anything starts", arguments: ["file/below", "/proc/endstate"])
    func unwritableArtifacts(_ root: String) async throws {
        try workplace.write("", as: "file")
        try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await endstate(
            "run", "s.yaml", "--output", root, in: workplace, environment: application.environment)
        expectRefusal(ending)
        #expect(ending.errors.count == 1)
        for text in [root, "cannot be written", "--output"] { #expect(ending.says(text), "\(ending.errors)") }
    }

    @Test("When one of several bundles cannot be made, none of the others stays behind")
    func unwritableSecond() async throws {
        // A root so deep that the bundle of a short name fits into a path, and that of a long one does not.
        let longest = 4095
        var root = workplace.url.appending(path: "deep").path()
        while root.utf8.count < longest - 64 {
            root += "/" + String(repeating: "d", count: min(200, longest - 64 - root.utf8.count - 1))
        }
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "two"), withIntermediateDirectories: false)
        for name in ["a", String(repeating: "b", count: 60)] {
            var scenario = SampleScenario()
            scenario.name = name
            try workplace.write(scenario.text, as: "two/\(name.prefix(1)).yaml")
        }
        let ending = try await endstate(
            "run", "two", "--output", root, in: workplace, environment: application.environment)
        expectRefusal(ending)
        #expect(ending.says("File name too long"), "\(ending.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).isEmpty)
        let alone = try await endstate(
            "run", "two/a.yaml", "--output", root, "--browser", "/bin/true", in: workplace,
            environment: application.environment)
        #expect(alone.status == 3, "the first bundle can be made: \(alone.errors)")
    }

    @Test("A right scenario is said to be right, and is listed")
    func right() async throws {
        try workplace.write(SampleScenario().text, as: "s.yaml")
        let check = try await endstate("check", "s.yaml", in: workplace)
        #expect(check.status == 0)
        #expect(check.output == ["1 scenario is right"])
        let list = try await endstate("list", "s.yaml", in: workplace)
        #expect(list.status == 0)
        #expect(list.output == ["sample\ts.yaml\t\tA user upgrades, and the account is Pro."])
        let version = try await endstate("--version", in: workplace)
        #expect(version.status == 0)
        #expect(version.output.count == 1 && version.output[0].hasPrefix("endstate "))
        let help = try await endstate("run", "--help", in: workplace)
        #expect(help.status == 0)
        #expect(help.output.contains { $0.contains("--env-file") } && help.errors.isEmpty)
    }

    @Test("What the help says of an option stands in one column", arguments: ["run", "report", "show", "doctor"])
    func help(_ command: String) async throws {
        let help = try await endstate(command, "--help", in: workplace)
        let table = help.output.drop { $0 != "OPTIONS:" }
        let texts = table.filter { $0.hasPrefix("   ") }
        #expect(table.count > 2 && texts.allSatisfy { $0.hasPrefix(String(repeating: " ", count: 26)) }, "\(texts)")
    }

    @Test("A wait for a request ends with the tool that would have sent it, and says what the tool said")
    func waitForRequest() async throws {
        let server = application.server
        let ending = try await withTool(["run", "nowhere.yaml"], in: workplace) { tool in
            await #expect {
                try await tool.request(to: server) { $0.path == "/act" }
            } throws: { error in
                "\(error)".contains("nowhere.yaml")
            }
            return try await tool.ended()
        }
        expectRefusal(ending)
    }

    private func run(_ text: String) async throws -> Ending {
        try await endstate(
            "run", try workplace.write(text, as: "s.yaml"), in: workplace, environment: application.environment)
    }

    private func expectRefusal(_ ending: Ending, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(ending.status == 2, "\(ending.all)", sourceLocation: sourceLocation)
        #expect(ending.output.isEmpty, "\(ending.output)", sourceLocation: sourceLocation)
        #expect(!ending.errors.isEmpty, sourceLocation: sourceLocation)
        #expect(workplace.bundles.isEmpty, sourceLocation: sourceLocation)
        #expect(workplace.leftovers.isEmpty, sourceLocation: sourceLocation)
        #expect(application.server.connectionCount == 0, sourceLocation: sourceLocation)
    }
}

extension Ending {
    /// Whether a text stands on standard error.
    func says(_ text: String) -> Bool { errors.contains { $0.contains(text) } }
}
