import Foundation
import Recording
import RunModel
import Testing

/// The folder of a run: its name, its files, what is kept.
@Suite struct BundleTests {
    @Test("a bundle is partial while it is written and named after start, scenario and run at the end")
    func naming() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(scenario: "scenario: upgrade-plan\n")
        #expect(bundles.names == ["20261029T062432Z-upgrade-plan-r1.partial"])
        recorder.emit(Sample.started(), at: 0)
        let finished = await recorder.finish(at: 1)
        #expect(bundles.names == ["20261029T062432Z-upgrade-plan-r1"])
        #expect(finished.folder == bundles.root + "/20261029T062432Z-upgrade-plan-r1")
        #expect(bundles.texts["\(bundles.names[0])/scenario.yaml"] == "scenario: upgrade-plan\n")
    }

    @Test("a scenario's name never becomes a path", arguments: ["../../etc/passwd", "a/b", ".", "", "\u{0}", "плати"])
    func sanitizing(_ name: String) throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(run: BundleName(scenario: name, runID: "../r", startedAt: 0))
        #expect(bundles.names.count == 1)
        #expect(recorder.folder?.hasPrefix(bundles.root + "/19700101T000000Z-") == true)
        #expect(bundles.names[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
    }

    @Test("two runs of one second get two folders")
    func collision() async throws {
        let bundles = Bundles()
        _ = await (try bundles.recorder()).finish(at: 0)
        _ = try bundles.recorder()
        _ = try bundles.recorder()
        #expect(bundles.names.count == 3)
    }

    @Test("folders are for their owner only, and so are files")
    func permissions() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(scenario: "x")
        recorder.emit(Sample.started(), at: 0)
        let blob = await recorder.store(Data("body".utf8), as: "txt")
        let finished = await recorder.finish(
            at: 1, reports: [{ _ in ReportFile(path: "run.json", contents: Array("{}".utf8)) }])
        let folder = try #require(finished.folder)
        for path in [bundles.root, folder, folder + "/blobs"] { #expect(try bundles.permissions(path) == 0o700) }
        for name in ["journal.jsonl", "scenario.yaml", "run.json", "blobs/\(try #require(blob))"] {
            #expect(try bundles.permissions("\(folder)/\(name)") == 0o600)
        }
    }

    @Test("a root that cannot be written to is refused before anything starts, in one line")
    func unwritable() throws {
        let bundles = Bundles()
        try FileManager.default.createDirectory(atPath: bundles.root, withIntermediateDirectories: true)
        let file = bundles.root + "/file"
        try Data().write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: RecordingError.self) {
            try BundleRecorder(root: file + "/Artifacts", policy: .always, run: Bundles.run)
        }
        let text = try #require(error).description
        #expect(text.contains(file) && text.contains("Not a directory") && text.contains("--output"))
        #expect(!text.contains("\n"))
    }

    @Test("with the policy never nothing is written, not even to an unwritable root")
    func never() async throws {
        let recorder = try BundleRecorder(root: "/dev/null/Artifacts", policy: .never, run: Bundles.run)
        recorder.emit(Sample.started(), at: 0)
        recorder.emit(Sample.failure, at: 1)
        #expect(await recorder.store(Data("x".utf8), as: "txt") == nil)
        let finished = await recorder.finish(at: 2)
        #expect(finished.folder == nil && finished.result.firstReason?.code == .internal)
    }

    @Test("a blob is stored once, under the digest of what is written")
    func blobs() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["hunter2"])
        let first = await recorder.store(Data("password=hunter2".utf8), as: "../HTML?")
        let second = await recorder.store(Data("password=hunter2".utf8), as: "html")
        #expect(first == second)
        #expect(first?.hasSuffix(".html") == true)
        let finished = await recorder.finish(at: 0)
        let path = "blobs/\(try #require(first))"
        #expect(bundles.texts["\(bundles.names[0])/\(path)"] == "password=«secret»")
        #expect(finished.withheld.isEmpty)
    }

    @Test("a run that failed keeps its blobs, one that passed does not", arguments: [true, false])
    func policy(_ passes: Bool) async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(policy: .onFailure)
        for (offset, body) in (passes ? try Passing.events : [Sample.started(), Sample.failure]).enumerated() {
            recorder.emit(body, at: Double(offset))
        }
        _ = await recorder.store(Data("body".utf8), as: "txt")
        let finished = await recorder.finish(
            at: 99,
            reports: [
                { ReportFile(path: "files.txt", contents: Array($0.files.map(\.path).joined(separator: "\n").utf8)) }
            ])
        #expect((finished.result.verdict == .passed) == passes)
        let folder = try #require(finished.folder)
        #expect(FileManager.default.fileExists(atPath: folder + "/blobs") == !passes)
        #expect(FileManager.default.fileExists(atPath: folder + "/journal.jsonl"))
        #expect(bundles.texts["\(bundles.names[0])/files.txt"]?.contains("blobs/") == !passes)
    }

    @Test("reports see the finished result and every file with its size and digest")
    func reports() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(scenario: "abc")
        recorder.emit(Sample.started(), at: 0)
        recorder.emit(Sample.failure, at: 1)
        let finished = await recorder.finish(
            at: 2,
            reports: [
                { record in
                    let file = record.files.first { $0.path == "scenario.yaml" }
                    let text = "\(record.result.verdict.rawValue) \(file?.size ?? 0) \(file?.sha256.prefix(8) ?? "")"
                    return ReportFile(path: "report.txt", contents: Array(text.utf8))
                }, { _ in nil },
                { ReportFile(path: "files.txt", contents: Array($0.files.map(\.path).joined(separator: " ").utf8)) },
            ])
        #expect(finished.result.isComplete)
        #expect(bundles.texts["\(bundles.names[0])/report.txt"] == "inconclusive 3 ba7816bf")
        #expect(bundles.texts["\(bundles.names[0])/files.txt"] == "journal.jsonl report.txt scenario.yaml")
    }
}
