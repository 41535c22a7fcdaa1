import Foundation
import JSONKit
import TestSupport
import Testing
import Transport

/// `endstate report`: reports made again from a journal.
@Suite(.timeLimit(.minutes(15)))
struct ReportTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        var scenario = SampleScenario()
        scenario.within = "1s"
        try workplace.write(scenario.text, as: "s.yaml")
    }

    /// A run that has ended; its folder as the command line names it.
    private func run(_ application: SampleApplication, _ arguments: String...) async throws -> String {
        _ = try await withTool(["run", "s.yaml"] + arguments, in: workplace, environment: application.environment) {
            try await $0.ended()
        }
        return "Artifacts/\(try workplace.bundle().folder.lastPathComponent)"
    }

    private func data(_ path: String) throws -> Data { try Data(contentsOf: workplace.url.appending(path: path)) }

    @Test("The reports of a run that failed are made again to the letter, and each file is named")
    func again() async throws {
        let folder = try await run(try SampleApplication(.stuck))
        let names = ["junit.xml", "run.json"]
        let before = try names.map { try data("\(folder)/\($0)") }
        for name in names { try FileManager.default.removeItem(at: workplace.url.appending(path: "\(folder)/\(name)")) }
        let ending = try await endstate("report", folder, in: workplace)
        #expect(ending.status == 0, "\(ending.all)")
        #expect(ending.errors.isEmpty)
        for name in names { #expect(ending.output.contains("\(folder)/\(name)"), "\(ending.output)") }
        for path in ending.output {
            #expect(FileManager.default.fileExists(atPath: workplace.url.appending(path: path).path()))
        }
        for (name, data) in zip(names, before) { #expect(try self.data("\(folder)/\(name)") == data, "\(name)") }
        #expect(try RunBundle(workplace.url.appending(path: folder)).filesOpenToOthers().isEmpty)
    }

    @Test("A run that was killed has its reports made in the folder it left")
    func killed() async throws {
        let application = try SampleApplication(.stuck)
        let server = application.server
        _ = try await withTool(["run", "s.yaml"], in: workplace, environment: application.environment) { tool in
            try await server.request { $0.path == "/act" }
            tool.signal(.kill)
            return try await tool.ended()
        }
        let folder = workplace.bundles[0].lastPathComponent
        let ending = try await endstate("report", "Artifacts/\(folder)/", "--as", "json,junit", in: workplace)
        #expect(ending.status == 0, "\(ending.all)")
        #expect(ending.output == ["Artifacts/\(folder)/junit.xml", "Artifacts/\(folder)/run.json"])
        let bundle = try workplace.bundle()
        #expect(bundle.isPartial && bundle.verdict == "interrupted")
        let junit = String(decoding: try data("Artifacts/\(folder)/junit.xml"), as: UTF8.self)
        #expect(junit.contains("<error message=\"the journal ends before the run did\" type=\"interrupted\">"))
        let files = bundle.run?["files"]?.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
        #expect(files.contains("junit.xml") && !files.contains("run.json"))
    }

    @Test("A report goes to the file, or the folder, that is named")
    func elsewhere() async throws {
        let folder = try await run(try SampleApplication(.stuck))
        let file = try await endstate("report", folder, "--as", "json", "--output", "out/r.json", in: workplace)
        #expect(file.output == ["out/r.json"] && file.status == 0, "\(file.all)")
        #expect(try data("out/r.json") == data("\(folder)/run.json"))
        for output in ["out", "new/", "out/more"] {
            let kinds = output == "out/more" ? "json,junit" : "json"
            let ending = try await endstate("report", folder, "--as", kinds, "--output", output, in: workplace)
            let path = output.hasSuffix("/") ? "new/run.json" : "\(output)/run.json"
            #expect(ending.output.last == path && ending.status == 0, "\(ending.all)")
            #expect(try data(path) == data("\(folder)/run.json"))
        }
    }

    @Test("A report that goes to standard output stands there alone, and the link that leads there is left")
    func standardOutput() async throws {
        let folder = try await run(try SampleApplication(.stuck))
        let link = workplace.url.appending(path: "out.json").path()
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/stdout")
        let ending = try await endstate("report", folder, "--as", "json", "--output", "out.json", in: workplace)
        #expect(ending.status == 0, "\(ending.all)")
        let printed = try JSON(parsing: Data(ending.output.joined(separator: "\n").utf8))
        let kept = try JSON(parsing: data("\(folder)/run.json"))
        #expect(printed == kept)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/stdout")
    }

    @Test("Of a run that passed a report is made when it is asked for by name")
    func essential() async throws {
        let folder = try await run(try SampleApplication())
        let all = try await endstate("report", folder, in: workplace)
        #expect(all.status == 0 && !all.output.contains("\(folder)/junit.xml"))
        let named = try await endstate("report", folder, "--as", "junit", in: workplace)
        #expect(named.output == ["\(folder)/junit.xml"], "\(named.all)")
        #expect(String(decoding: try data("\(folder)/junit.xml"), as: UTF8.self).contains("failures=\"0\""))
    }

    @Test("What cannot be read, or is no report, is told in a line and ends with 2")
    func errors() async throws {
        let started =
            #"{"seq":0,"t":0,"kind":"run_started","formatVersion":"1.0","runID":"r","wallClock":0,"tool":"t","platform":"p","#
            + #""scenario":"s","outcome":"","file":"s.yaml","digest":"0","environment":{}}"#
        let journals = [
            "newer": started.replacing("\"1.0\"", with: "\"9.0\"") + "\n", "damaged": "\(started)\n{\n\(started)\n",
            "empty": "", "right": started + "\n",
        ]
        for (name, text) in journals {
            try FileManager.default.createDirectory(
                at: workplace.url.appending(path: name), withIntermediateDirectories: false)
            try workplace.write(text, as: "\(name)/journal.jsonl")
        }
        try workplace.write("", as: "file")
        let cases: [([String], String)] = [
            (["last"], "Artifacts: no run has ended there; run a scenario first, or name the run's own folder"),
            (["nowhere"], "nowhere: there is no such folder"), (["file"], "file: there is no such folder"),
            (["tmp"], "tmp/journal.jsonl: no journal"), (["newer"], "format 9.0"),
            (["damaged"], "damaged/journal.jsonl:2: "), (["empty"], "nothing was recorded"),
            (["right", "--as", "pdf"], "there is no report `pdf`; there are "), (["right", "--as", ""], "there are "),
            (["right", "--as", "json", "--output", "file/x"], "the report cannot be written"),
        ]
        for (arguments, says) in cases {
            let ending = try await withTool(["report"] + arguments, in: workplace) { try await $0.ended() }
            #expect(ending.status == 2 && ending.output.isEmpty, "\(arguments): \(ending.all)")
            #expect(ending.errors.count == 1 && ending.errors[0].contains(says), "\(arguments): \(ending.errors)")
        }
        let right = try await endstate("report", "right", in: workplace)
        #expect(right.status == 0 && right.output.contains("right/run.json"), "\(right.all)")
    }
}
