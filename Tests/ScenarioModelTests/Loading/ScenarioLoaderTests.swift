import Foundation
import ScenarioModel
import Testing

@Suite("Files and folders of scenarios")
struct ScenarioLoaderTests {
    private func sample(_ name: String, tags: String = "[]") -> String {
        Sample.top("tags: \(tags)").replacing("scenario: sample", with: "scenario: \(name)")
    }

    @Test("a folder is read however deep, sorted, without what is hidden or no YAML")
    func folder() throws {
        let files = [
            "b.yaml": sample("b"), "a/c.yml": sample("c"), "a.yaml": sample("a"), ".git/x.yaml": "broken: [",
            "notes.md": "# no", "a/.hidden.yaml": "broken: [",
        ]
        try withFolder(files) { folder in
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.isEmpty)
            #expect(result.scenarios.map(\.name) == ["a", "c", "b"])
            #expect(result.scenarios.map(\.file) == ["a.yaml", "a/c.yml", "b.yaml"].map { "\(folder)/\($0)" })
            #expect(ScenarioLoader.load([folder + "/"]).scenarios.map(\.file) == result.scenarios.map(\.file))
        }
    }

    @Test("a file given twice, or also by its folder, is read once")
    func once() throws {
        try withFolder(["a.yaml": sample("a")]) { folder in
            let result = ScenarioLoader.load(["\(folder)/a.yaml", folder, "\(folder)/./a.yaml"])
            #expect(result.scenarios.count == 1)
            #expect(result.diagnostics.isEmpty)
        }
    }

    @Test("every fault of every file is there at once, with its excerpt")
    func faults() throws {
        let files = ["a.yaml": Sample.top("outcom: x"), "b.yaml": "steps: [", "c.yaml": sample("c")]
        try withFolder(files) { folder in
            let result = ScenarioLoader.load([folder])
            #expect(result.hasErrors)
            #expect(result.diagnostics.map(\.code) == [.unknownKey, .yamlSyntax])
            #expect(result.scenarios.map(\.name) == ["c"])
            let shown = result.rendered(color: false)
            #expect(shown.contains("--> \(folder)/a.yaml:2:1\n"))
            #expect(shown.contains("2 | outcom: x\n"))
            #expect(shown.contains("1 | steps: [\n"))
        }
    }

    @Test("a path that is not there, with the file that was probably meant")
    func missing() throws {
        try withFolder(["upgrade.yaml": sample("a")]) { folder in
            let result = ScenarioLoader.load(["\(folder)/upgrad.yaml", "\(folder)/nothing/at/all"])
            #expect(result.diagnostics.map(\.code) == [.fileNotFound, .fileNotFound])
            #expect(result.diagnostics[0].suggestion == "did you mean `\(folder)/upgrade.yaml`?")
            #expect(result.diagnostics[1].suggestion == nil)
        }
    }

    @Test("an empty folder, and no path at all, select nothing")
    func nothing() throws {
        try withFolder(["readme.md": "x"]) { folder in
            #expect(ScenarioLoader.load([folder]).diagnostics.map(\.code) == [.nothingSelected])
        }
        #expect(ScenarioLoader.load([]).diagnostics.map(\.title) == ["no scenario is given"])
    }

    private static let logIn = "fragment: log-in\ninputs: [email]\nsteps:\n  - type: { with: \"${inputs.email}\" }\n"

    private func using(_ use: String, as name: String) -> String {
        Sample.steps("- use: \(use)").replacing("scenario: sample", with: "scenario: \(name)")
    }

    @Test("fragments in a folder are no scenarios, and scenarios that use them find them from where they are")
    func fragments() throws {
        let use = "{ file: ../fragments/log-in.yaml, with: { email: a } }"
        let files = [
            "fragments/log-in.yaml": Self.logIn, "billing/a.yaml": using(use, as: "a"),
            "billing/eu/b.yaml": using(use.replacing("../", with: "../../"), as: "b"), "unused.yml": Self.logIn,
        ]
        try withFolder(files) { folder in
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.isEmpty, "\(result.rendered(color: false))")
            #expect(result.scenarios.map(\.name) == ["a", "b"])
            guard case .group(_, let steps) = result.scenarios[1].steps[0].action else { throw Unexpected() }
            #expect(steps.map(\.span.file) == ["\(folder)/fragments/log-in.yaml"])
            #expect(ScenarioLoader.load(["\(folder)/billing/a.yaml"]).scenarios.count == 1)
            // By itself the deeper one cannot know how far the folder of scenarios reaches.
            let alone = ScenarioLoader.load(["\(folder)/billing/eu/b.yaml"])
            #expect(alone.diagnostics.map(\.code) == [.fragmentOutside])
        }
    }

    @Test("a fault of a fragment is told once, with its excerpt and where it is used")
    func brokenFragment() throws {
        let files = [
            "z/log-in.yaml": Self.logIn.replacing("type", with: "tipe"),
            "a.yaml": using("{ file: z/log-in.yaml, with: { email: a } }", as: "a"),
            "b.yaml": using("{ file: z/log-in.yaml, with: { email: b } }", as: "b"),
        ]
        try withFolder(files) { folder in
            for paths in [[folder], ["\(folder)/z", "\(folder)/a.yaml"]] {
                let result = ScenarioLoader.load(paths)
                #expect(result.diagnostics.map(\.code) == [.unknownStep])
                #expect(result.diagnostics[0].file == "\(folder)/z/log-in.yaml")
                #expect(result.diagnostics[0].notes == ["used at \(folder)/a.yaml:5"])
                #expect(result.rendered(color: false).contains("4 |   - tipe: { with:"))
                #expect(result.scenarios.isEmpty)
            }
        }
    }

    @Test("a fault of a fragment that nothing uses is told as well")
    func unusedFragment() throws {
        let broken = Self.logIn.replacing("inputs.email", with: "inputs.mail")
        try withFolder(["a.yaml": sample("a"), "log-in.yaml": broken]) { folder in
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.map(\.code) == [.unknownInput])
            #expect(result.scenarios.map(\.name) == ["a"])
        }
    }

    @Test("a folder of fragments has no scenario in it, and says so")
    func onlyFragments() throws {
        try withFolder(["log-in.yaml": Self.logIn]) { folder in
            for path in [folder, "\(folder)/log-in.yaml"] {
                let result = ScenarioLoader.load([path])
                #expect(result.diagnostics.map(\.code) == [.nothingSelected])
                #expect(result.diagnostics[0].title == "there is no scenario in `\(path)`, only fragments")
            }
        }
    }

    @Test("a fragment may be a link, and no folder or device")
    func fragmentKinds() throws {
        let files = [
            "a.yaml": using("linked.yaml", as: "a"), "real/f.yaml": "fragment: f\nsteps: [reload]\n",
            "b.yaml": using("real", as: "b"),
        ]
        try withFolder(files) { folder in
            try link("\(folder)/linked.yaml", to: "real/f.yaml")
            #expect(ScenarioLoader.load(["\(folder)/a.yaml"]).diagnostics.isEmpty)
            #expect(ScenarioLoader.load(["\(folder)/b.yaml"]).diagnostics.map(\.code) == [.fileUnreadable])
        }
    }

    @Test("tags select, and a tag that nothing has is an error")
    func tags() throws {
        let files = ["a.yaml": sample("a", tags: "[release, billing]"), "b.yaml": sample("b", tags: "[slow]")]
        try withFolder(files) { folder in
            func names(_ tags: String...) -> [String] {
                ScenarioLoader.load([folder], options: .init(tags: tags)).scenarios.map(\.name)
            }
            #expect(names("release") == ["a"])
            #expect(names("billing", "slow") == ["a", "b"])
            let none = ScenarioLoader.load([folder], options: .init(tags: ["relase"]))
            #expect(none.hasErrors)
            #expect(none.diagnostics.map(\.suggestion) == ["did you mean `release`?"])
        }
    }

    @Test("two scenarios of one name are an error, where the second says it")
    func sameName() throws {
        try withFolder(["a.yaml": sample("x"), "b.yaml": sample("x")]) { folder in
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.map(\.code) == [.duplicateScenario])
            #expect(result.diagnostics[0].file == "\(folder)/b.yaml")
            #expect(result.diagnostics[0].span == SourceSpan(line: 1, column: 11, length: 1))
        }
    }

    @Test("what is no file is refused and not waited for")
    func device() {
        let result = ScenarioLoader.load(["/dev/zero"])
        #expect(result.diagnostics.map(\.code).first == .fileUnreadable)
    }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    @Test("a link is followed")
    func link() throws {
        try withFolder(["real/a.yaml": sample("a")]) { folder in
            try link("\(folder)/linked.yaml", to: "\(folder)/real/a.yaml")
            #expect(ScenarioLoader.load(["\(folder)/linked.yaml"]).scenarios.map(\.name) == ["a"])
        }
    }

    @Test("a link to a folder is a folder, named with or without a slash")
    func folderLink() throws {
        try withFolder(["real/a.yaml": sample("a"), "real/deep/b.yaml": sample("b")]) { folder in
            try link("\(folder)/linked", to: "real")
            for path in ["\(folder)/linked", "\(folder)/linked/"] {
                let result = ScenarioLoader.load([path])
                #expect(result.diagnostics.isEmpty)
                #expect(result.scenarios.map(\.file) == ["a.yaml", "deep/b.yaml"].map { "\(folder)/linked/\($0)" })
            }
        }
    }

    @Test("links to files and folders inside a folder are followed, also to outside of it")
    func linksInside() throws {
        let files = ["shared/a.yaml": sample("a"), "shared/more/b.yaml": sample("b"), "own/c.yaml": sample("c")]
        try withFolder(files) { folder in
            try link("\(folder)/own/a.yaml", to: "../shared/a.yaml")
            try link("\(folder)/own/more", to: "\(folder)/shared/more")
            let result = ScenarioLoader.load(["\(folder)/own"])
            #expect(result.diagnostics.isEmpty)
            #expect(result.scenarios.map(\.file) == ["a.yaml", "c.yaml", "more/b.yaml"].map { "\(folder)/own/\($0)" })
        }
    }

    @Test("a file that is there under several names is read once, by the one that is no link")
    func sameFile() throws {
        try withFolder(["m/a.yaml": sample("a")]) { folder in
            try link("\(folder)/b.yaml", to: "m/a.yaml")
            try link("\(folder)/alias", to: "m")
            let result = ScenarioLoader.load([folder, "\(folder)/b.yaml", "\(folder)/alias"])
            #expect(result.diagnostics.isEmpty)
            #expect(result.scenarios.map(\.file) == ["\(folder)/m/a.yaml"])
        }
    }

    @Test("links in a circle end")
    func linkCycle() throws {
        try withFolder(["a/a.yaml": sample("a"), "b/b.yaml": sample("b")]) { folder in
            try link("\(folder)/a/up", to: "..")
            try link("\(folder)/a/other", to: "../b")
            try link("\(folder)/b/other", to: "../a")
            try link("\(folder)/b/self", to: "self")
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.isEmpty)
            #expect(result.scenarios.map(\.file) == ["a/a.yaml", "b/b.yaml"].map { "\(folder)/\($0)" })
        }
    }

    @Test("a link to nothing is told by its name, not passed over")
    func deadLink() throws {
        try withFolder(["a.yaml": sample("a")]) { folder in
            try link("\(folder)/gone.yaml", to: "nowhere.yaml")
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.map(\.code) == [.fileUnreadable])
            #expect(result.diagnostics[0].title.contains("gone.yaml"))
        }
    }
}
