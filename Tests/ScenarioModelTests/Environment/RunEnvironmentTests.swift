import Foundation
import ScenarioModel
import Testing

@Suite("The environment of a run")
struct RunEnvironmentTests {
    private func scenario(_ needs: String = "{ env: [APP_URL, API_URL], secrets: [PW] }") throws -> Scenario {
        try parsed(Sample.top("needs: \(needs)\nlet: { plan: pro }"))
    }

    @Test("the process wins over files, a later file over an earlier, and nothing counts as not set")
    func precedence() {
        let files = [
            EnvFile(path: "a", values: ["A": "1", "B": "1", "C": "1", "D": "1"]),
            EnvFile(path: "b", values: ["B": "2", "C": "2"]),
        ]
        let environment = RunEnvironment(process: ["C": "3", "D": ""], files: files)
        #expect(environment["A"] == "1")
        #expect(environment["B"] == "2")
        #expect(environment["C"] == "3")
        #expect(environment["D"] == nil)
        #expect(environment["E"] == nil)
    }

    @Test("everything that is missing is said at once, where the scenario asks for it")
    func missing() throws {
        let faults = RunEnvironment(process: ["APP_URI": "x", "PW": ""]).check([try scenario()])
        #expect(faults.map(\.code) == [.missingEnvironment, .missingEnvironment, .missingSecret])
        #expect(faults.map(\.title).last == "the secret `PW` is set, but empty")
        #expect(faults[0].suggestion == "`APP_URI` is set")
        #expect(faults.compactMap(\.span?.line) == [2, 2, 2])
        #expect(faults.compactMap(\.span?.column) == [16, 25, 45])
        let twice = RunEnvironment().check([try scenario(), try scenario()])
        #expect(twice.count == 3, "two scenarios that need the same say it once")
    }

    @Test("a secret shorter than six characters is refused")
    func shortSecret() throws {
        let environment = RunEnvironment(process: ["APP_URL": "a", "API_URL": "b", "PW": "12345"])
        #expect(environment.check([try scenario()]).map(\.code) == [.shortSecret])
        let longer = RunEnvironment(process: ["APP_URL": "a", "API_URL": "b", "PW": "123456"])
        #expect(longer.check([try scenario()]).isEmpty)
    }

    @Test("a secret from a file that others can read is a warning")
    func exposed() throws {
        try withFolder(["a.env": "PW=hunter22\n"]) { folder in
            let path = "\(folder)/a.env"
            func codes(_ mode: Int) throws -> [Diagnostic.Code] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
                let file = try #require(EnvFile.load(path).file)
                let environment = RunEnvironment(process: ["APP_URL": "a", "API_URL": "b"], files: [file])
                let faults = environment.check([try scenario()])
                let errors = faults.filter(\.isError)
                #expect(errors.isEmpty)
                return faults.map(\.code)
            }
            let (open, own) = (try codes(0o644), try codes(0o600))
            #expect(open == [.envFileReadable])
            #expect(own == [])
        }
    }

    @Test("a setting goes to a need or to a `let`; any other name is an error")
    func settings() throws {
        var environment = RunEnvironment(process: ["APP_URL": "old"])
        let settings = ["APP_URL": "new", "plan": "team", "plam": "x"]
        let (overrides, faults) = environment.apply(settings, to: [try scenario()])
        #expect(overrides == ["plan": "team"])
        #expect(environment["APP_URL"] == "new")
        #expect(faults.map(\.code) == [.unknownSetting])
        #expect(faults.map(\.suggestion) == ["did you mean `plan`?"])
    }

    @Test(
        "a setting is of the type that the scenario has there, or it is refused",
        arguments: [
            ("seats", "5", nil), ("seats", "-2.5", nil), ("seats", "many", "number"), ("seats", "", "number"),
            ("trial", "true", nil), ("trial", "yes", "boolean"), ("trial", "1", "boolean"), ("plan", "5", nil),
        ] as [(String, String, String?)])
    func types(_ name: String, _ value: String, _ missed: String?) throws {
        let scenario = try parsed(Sample.top("let: { seats: 3, trial: false, plan: pro }"))
        var environment = RunEnvironment()
        let (_, faults) = environment.apply([name: value], to: [scenario])
        let expected: [Diagnostic.Code] = missed == nil ? [] : [.wrongSetting]
        #expect(faults.map(\.code) == expected)
        guard let missed, let fault = faults.first else { return }
        #expect(fault.title == "--set \(name): `\(name)` is a \(missed), and what is set is none")
        #expect(fault.remedy.contains("--set \(name)=") && fault.span?.line == 2)
    }
}
