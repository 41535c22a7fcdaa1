import Foundation
import JSONKit
import TestSupport
import Testing

/// `endstate init`: the first thing that somebody does with the tool.
@Suite(.timeLimit(.minutes(15)))
struct InitTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test("What init writes has no fault and no warning, and the next commands are told")
    func first() async throws {
        let ending = try await endstate("init", in: workplace)
        #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.all)")
        let path = "Scenarios/first-workflow.yaml"
        for command in ["check \(path)", "doctor", "run \(path) --env-file staging.env"] {
            #expect(ending.output.contains("  endstate \(command)"), "\(ending.output)")
        }
        let check = try await endstate("check", in: workplace)
        #expect(check.status == 0 && check.errors.isEmpty, "\(check.all)")
        #expect(check.output == ["1 scenario is right"])
    }

    @Test("Every variable that the first scenario needs is named by what init says, and in the file")
    func variables() async throws {
        let told = try await endstate("init", "first.yaml", in: workplace).output
        let text = try read("first.yaml")
        let missing = try await endstate("run", "first.yaml", in: workplace)
        #expect(missing.status == 2)
        let names = missing.errors.compactMap { $0.firstMatch(of: /`(\w+)` is not set/).map { String($0.1) } }
        #expect(names.count == 3, "\(missing.errors)")
        for name in names {
            #expect(told.contains { $0.hasPrefix("  \(name)=") }, "\(name)")
            #expect(text.contains("\n#   \(name)="), "\(name)")
        }
    }

    @Test("The first scenario passes against a healthy system")
    func passes() async throws {
        let staging = try await StagingSystem.shared()
        let written = try await endstate("init", in: workplace)
        #expect(written.status == 0)
        let ending = try await endstate(
            "run", "Scenarios/first-workflow.yaml", "--settle", "500ms", in: workplace, environment: staging.environment
        )
        #expect(ending.status == 0, "\(ending.all.joined(separator: " | "))")
        let bundle = try workplace.bundle()
        #expect(bundle.verdict == "passed" && bundle.isWhole)
        #expect(bundle.events("agreement").map { $0["agrees"] } == [true])
    }

    @Test(
        "The file goes where it is told to, and the scenario is called like it or as it is told to be",
        arguments: [
            (["checkout.yaml"], "checkout.yaml", "checkout"),
            (["a/b/check out.yml"], "a/b/check out.yml", "check-out"),
            (["deep/er/"], "deep/er/first-workflow.yaml", "first-workflow"),
            (["tmp"], "tmp/first-workflow.yaml", "first-workflow"),
            (["--name", "refund.v2"], "Scenarios/refund.v2.yaml", "refund.v2"),
            (["tmp", "--name", "true"], "tmp/true.yaml", "true"),
            (["x.yaml", "--name", "1e5"], "x.yaml", "1e5"),
            (["日本.yaml"], "日本.yaml", "first-workflow"),
        ])
    func places(_ arguments: [String], _ path: String, _ name: String) async throws {
        let ending = try await withTool(["init"] + arguments, in: workplace) { try await $0.ended() }
        #expect(ending.status == 0 && ending.output[0].hasPrefix("Wrote \(path)"), "\(ending.all)")
        let list = try await endstate("list", path, in: workplace)
        #expect(list.output.count == 1 && list.output[0].hasPrefix("\(name)\t\(path)\t"), "\(list.all)")
    }

    @Test("A file that is there already is left as it is, unless it is to be replaced")
    func twice() async throws {
        try workplace.write("mine\n", as: "mine.yaml")
        let refused = try await endstate("init", "mine.yaml", in: workplace)
        #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.count == 1)
        #expect(refused.errors.first?.contains("--force") == true, "\(refused.errors)")
        #expect(try read("mine.yaml") == "mine\n")
        let replaced = try await endstate("init", "mine.yaml", "--force", in: workplace)
        #expect(replaced.status == 0)
        #expect(try read("mine.yaml").contains("\nscenario: mine\n"))
    }

    @Test(
        "What cannot be written is told in one line, and nothing is written",
        arguments: [
            (["notes.txt"], "YAML"), (["notes"], "write notes.yaml"), ([""], "first-workflow.yaml"),
            (["--name", "a b"], "letters"), (["--name", "x: y"], "letters"), (["--name", "../x"], "letters"),
            (["file/below.yaml"], "cannot be written"), (["/proc/below/x.yaml"], "cannot be written"),
            (["folder.yaml", "--force"], "is a folder"),
        ])
    func refused(_ arguments: [String], _ says: String) async throws {
        try workplace.write("", as: "file")
        let folder = workplace.url.appending(path: "folder.yaml/first-workflow.yaml")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ending = try await withTool(["init"] + arguments, in: workplace) { try await $0.ended() }
        #expect(ending.status == 2 && ending.output.isEmpty, "\(ending.all)")
        #expect(ending.errors.count == 1 && ending.errors[0].contains(says), "\(ending.errors)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: workplace.url.path())
        #expect(Set(files) == ["file", "folder.yaml", "folder.yaml/first-workflow.yaml", "tmp"])
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOf: workplace.url.appending(path: name), encoding: .utf8)
    }
}
