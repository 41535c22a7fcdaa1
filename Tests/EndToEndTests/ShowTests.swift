import Foundation
import TestSupport
import Testing
import Transport

/// `endstate show`: the way to a run's report.
@Suite(.timeLimit(.minutes(15)))
struct ShowTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        try workplace.write(SampleScenario().text, as: "s.yaml")
    }

    /// A run that has ended before any test asks for it.
    private func run() async throws -> URL {
        let application = try SampleApplication()
        _ = try await endstate("run", "s.yaml", in: workplace, environment: application.environment)
        return try workplace.bundle().folder
    }

    /// The file that an address names.
    private static func path(_ link: String?) throws -> String {
        let link = try #require(link)
        try #require(link.hasPrefix("file:///"), "\(link)")
        return try #require(link.dropFirst(7).removingPercentEncoding)
    }

    @Test("Without a run there is nothing to show, and a line says how there would be")
    func nothing() async throws {
        for arguments in [["show"], ["show", "last", "--output", "elsewhere"], ["show", "nowhere"]] {
            let ending = try await withTool(arguments, in: workplace) { try await $0.ended() }
            #expect(ending.status == 2 && ending.output.isEmpty && ending.errors.count == 1, "\(ending.all)")
            #expect(ending.errors[0].contains(arguments.last == "nowhere" ? "nowhere: " : "--output"))
        }
    }

    @Test(
        "The last run is shown by its address, alone on standard output; nothing is opened where there is no terminal")
    func last() async throws {
        let bundle = try await run()
        // A browser that cannot be started would be told of, so silence says that none was.
        let desktop = ["DISPLAY": ":99", "BROWSER": "/nowhere/browser"]
        for arguments in [["show"], ["show", "last", "--print"], ["show", "Artifacts/\(bundle.lastPathComponent)"]] {
            let ending = try await withTool(arguments, in: workplace, environment: desktop) { try await $0.ended() }
            #expect(ending.status == 0 && ending.errors.isEmpty && ending.output.count == 1, "\(ending.all)")
            let path = try Self.path(ending.output.first)
            #expect(path.hasPrefix(workplace.url.path() + "/Artifacts/\(bundle.lastPathComponent)"))
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("Of all runs the one that started last is shown, also when it was killed, but none that is still going")
    func newest() async throws {
        let bundle = try await run()
        let journal = try Data(contentsOf: bundle.appending(path: "journal.jsonl"))
        let killed = workplace.artifacts.appending(path: "29991231T235959Z-killed-run.partial")
        try FileManager.default.createDirectory(at: killed, withIntermediateDirectories: false)
        try journal.prefix(journal.count / 2).write(to: killed.appending(path: "journal.jsonl"))
        let application = try SampleApplication(.stuck)
        let server = application.server
        let workplace = workplace
        let shown = try await withTool(["run", "s.yaml"], in: workplace, environment: application.environment) { _ in
            try await server.request { $0.path == "/act" }
            // It starts no browser, so it needs no room.
            let first = try await Tool(["show"], in: workplace).ended()
            try FileManager.default.removeItem(at: killed)
            return [first, try await Tool(["show"], in: workplace).ended()]
        }
        #expect(try Self.path(shown[0].output.first).contains("/29991231T235959Z-killed-run.partial"))
        #expect(try Self.path(shown[1].output.first).contains(bundle.lastPathComponent))
    }

    @Test("On a terminal of a desktop the report is opened with the browser of the environment, and not waited for")
    func opens() async throws {
        let bundle = try await run()
        let pipe = workplace.url.appending(path: "opened").path()
        #expect(try await runTool("mkfifo", [pipe], in: workplace.url) == 0)
        // It waits for its reader, long after the command has ended.
        try workplace.write("#!/bin/sh\nprintf '%s' \"$*\" > '\(pipe)'\n", as: "browser.sh")
        let variables = workplace.environment.merging([
            "DISPLAY": ":99", "BROWSER": "/bin/sh browser.sh --new %s:/nowhere",
        ]) { $1 }
        let command = "'\(try builtProduct("endstate"))' show"
        let terminal = try ChildProcess.spawn(
            "script", arguments: ["-qec", command, "/dev/null"], environment: variables,
            workingDirectory: workplace.url.path(), standardOutput: .collect(limit: 4096))
        #expect(await terminal.waitForExit(until: .now + .seconds(60)) == .exited(0))
        let said = await terminal.collectedOutput(until: .now + .seconds(30)).data
        let reader = try ChildProcess.spawn("cat", arguments: [pipe], standardOutput: .collect(limit: 4096))
        #expect(await reader.waitForExit(until: .now + .seconds(60)) == .exited(0))
        let opened = String(decoding: await reader.collectedOutput(until: .now + .seconds(30)).data, as: UTF8.self)
        #expect(opened.hasPrefix("--new file:///") && opened.contains(bundle.lastPathComponent), "\(opened)")
        #expect(
            String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) == opened.dropFirst(6)
        )
    }
}
