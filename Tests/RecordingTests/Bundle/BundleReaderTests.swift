import Foundation
import Recording
import RunModel
import Synchronization
import Testing

/// Bundles read again, whole or of a run that was killed.
@Suite struct BundleReaderTests {
    private let bundles = Bundles()

    /// A run that failed and is over.
    private func finished(_ reports: [ReportMaker] = []) async throws -> FinishedRun {
        let recorder = try bundles.recorder(scenario: "scenario: upgrade-plan\n")
        recorder.emit(Sample.started(), at: 0)
        _ = await recorder.store(Data("answer".utf8), as: "json")
        recorder.emit(Sample.failure, at: 1)
        return await recorder.finish(at: 2, reports: reports)
    }

    /// A folder with a journal of which nobody is the writer.
    private func folder(_ name: String, _ journal: Data?) throws -> String {
        let path = "\(bundles.root)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if let journal { try journal.write(to: URL(fileURLWithPath: "\(path)/journal.jsonl")) }
        return path
    }

    private func line(_ seq: Int, _ body: RunEvent.Body) throws -> Data {
        try RunEvent(seq: seq, t: Double(seq), body: body).line() + [UInt8(ascii: "\n")]
    }

    @Test("what is read again is what the reports were made from when the run ended")
    func same() async throws {
        @Sendable func told(_ record: RunRecord) -> String {
            let files = record.files.filter { $0.path != "report.txt" }.map { "\($0.path) \($0.size) \($0.sha256)" }
            let blobs = record.files.filter { $0.path.hasPrefix("blobs/") }.map { file in
                record.blob(String(file.path.dropFirst(6))).map { String(decoding: $0, as: UTF8.self) } ?? "none"
            }
            let place = [record.folder ?? "none", record.workingDirectory ?? "none", "\(record.isKeptWhole)"]
            let reasons = record.result.reasons.map { "\($0)" }
            return (files + blobs + place + reasons + ["\(record.events.count)"]).joined(separator: "\n")
        }
        let run = try await finished([{ ReportFile(path: "report.txt", contents: Array(told($0).utf8)) }])
        let folder = try #require(run.folder)
        let reader = try BundleReader(folder)
        #expect(told(reader.record) == bundles.texts["\(bundles.names[0])/report.txt"])
        #expect(run.files.contains("report.txt") && run.files.contains("journal.jsonl"))
    }

    @Test("the folder of reports is called what it will be called, although it is partial still")
    func finalName() async throws {
        let run = try await finished([
            { ReportFile(path: "folder.txt", contents: Array(($0.folder ?? "").utf8)) }
        ])
        #expect(bundles.texts["\(bundles.names[0])/folder.txt"] == run.folder)
    }

    @Test("a run that was killed is read up to its last whole line, and keeps its name")
    func killed() throws {
        let journal = try line(0, Sample.started()) + line(1, Sample.console("x")).dropLast(7)
        let path = try folder("20261029T062432Z-a-b.partial", journal)
        for name in ["run.json.A1B2C3.tmp", ".dat.nosync5A14.QHx1Tq"] {
            try Data().write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        }
        let record = try BundleReader(path).record
        #expect(record.result.verdict == .interrupted && record.events.count == 1)
        #expect(record.folder == path && record.isKeptWhole)
        #expect(record.files.map(\.path) == ["journal.jsonl"], "what was half written is no file of the bundle")
    }

    @Test("of a run that passed without its blobs only the essential is made again", arguments: [true, false])
    func essential(_ isWhole: Bool) async throws {
        let recorder = try bundles.recorder(policy: isWhole ? .always : .onFailure)
        for (offset, body) in try Passing.events.enumerated() { recorder.emit(body, at: Double(offset)) }
        let run = await recorder.finish(at: 99)
        #expect(run.result.verdict == .passed)
        #expect(try BundleReader(try #require(run.folder)).record.isKeptWhole == isWhole)
    }

    @Test("what cannot be read is told in a line")
    func errors() throws {
        let started = try line(0, Sample.started())
        let newer = String(decoding: started, as: UTF8.self).replacing(RunEvent.formatVersion, with: "2.0")
        let cases = [
            (bundles.root + "/nowhere", "there is no such folder"),
            (try folder("none", nil), "no journal can be read"),
            (try folder("empty", Data()), "nothing was recorded"),
            (try folder("torn", started.dropLast(9)), "nothing was recorded"),
            (try folder("newer", Data(newer.utf8)), "format 2.0"),
            (try folder("damaged", started + Data("{oops}\n".utf8) + started), "journal.jsonl:2: "),
        ]
        for (path, says) in cases {
            let error = #expect(throws: RecordingError.self) { try BundleReader(path) }
            let text = try #require(error).description
            #expect(text.contains(says) && text.hasPrefix(path) && !text.contains("\n"), "\(text)")
        }
    }

    @Test("a report takes the place of the one before and is named with the digest of what is there now")
    func writing() async throws {
        let run = try await finished()
        let folder = try #require(run.folder)
        var reader = try BundleReader(folder)
        for text in ["first", "abc"] { try reader.write(ReportFile(path: "a.txt", contents: Array(text.utf8))) }
        #expect(bundles.texts["\(bundles.names[0])/a.txt"] == "abc")
        let named = reader.record.files.filter { $0.path == "a.txt" }
        #expect(named.count == 1 && named[0].size == 3 && named[0].sha256.hasPrefix("ba7816bf"))
        #expect(try bundles.permissions(folder + "/a.txt") == 0o600)
        #expect(reader.record.files.map(\.path) == reader.record.files.map(\.path).sorted())
    }

    @Test("a report is written elsewhere, in folders that are made for it, but never in the place of a folder")
    func elsewhere() async throws {
        let report = ReportFile(path: "a.txt", contents: Array("abc".utf8))
        try BundleReader.write(report, to: bundles.root + "/new/folder/b.txt")
        #expect(bundles.texts["new/folder/b.txt"] == "abc")
        for path in [bundles.root + "/new/folder", bundles.root + "/new/folder/b.txt/c"] {
            let error = #expect(throws: RecordingError.self) { try BundleReader.write(report, to: path) }
            #expect(try #require(error).description.contains("--output"))
        }
        #expect(bundles.texts["new/folder/b.txt"] == "abc")
    }

    @Test("a report is put in the place of another, not written over it, and nothing of others beside it is touched")
    func replacing() throws {
        let folder = try folder("out", nil)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder + "/a.txt.tmp"))
        for text in ["first", "second"] {
            try BundleReader.write(ReportFile(path: "x", contents: Array(text.utf8)), to: folder + "/a.txt")
            if text == "first" {
                try FileManager.default.linkItem(atPath: folder + "/a.txt", toPath: folder + "/old.txt")
            }
        }
        #expect(bundles.texts["out/a.txt"] == "second" && bundles.texts["out/old.txt"] == "first")
        #expect(bundles.texts["out/a.txt.tmp"] == "mine" && bundles.texts.count == 3)
        #expect(try bundles.permissions(folder + "/a.txt") == 0o600)
    }

    @Test(
        "what is no file is written into and stays what it is",
        arguments: [("real.txt", "out/real.txt"), ("new.txt", "out/new.txt"), ("/dev/null", nil)]
            as [(String, String?)])
    func outside(_ target: String, _ written: String?) throws {
        let folder = try folder("out", nil)
        try Data("a longer text than the report".utf8).write(to: URL(fileURLWithPath: folder + "/real.txt"))
        let link = folder + "/link.txt"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(OutsideFile.stands(at: link) && OutsideFile.stands(at: folder))
        #expect(!OutsideFile.stands(at: folder + "/real.txt") && !OutsideFile.stands(at: folder + "/nothing"))
        try BundleReader.write(ReportFile(path: "x", contents: Array("abc".utf8)), to: link)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
        if let written { #expect(bundles.texts[written] == "abc") }
    }

    @Test("the newest bundle is never that of a run without its trigger")
    func control() throws {
        let run = try folder("20261029T062432Z-a-b", try line(0, Sample.started()))
        guard case .runStarted(var start) = Sample.started() else { throw RecordingError.noBundle(path: run) }
        start.variation = .triggerLeftOut
        let control = try folder("20261029T062433Z-a-trigger-left-out-c", try line(0, .runStarted(start)))
        #expect(BundleRoot(bundles.root).newest == run)
        try FileManager.default.removeItem(atPath: run)
        #expect(BundleRoot(bundles.root).newest == nil, "\(control) is not shown instead")
    }

    @Test("the newest bundle is the one whose run started last, and is over")
    func newest() async throws {
        #expect(BundleRoot(bundles.root).newest == nil)
        let journal = try line(0, Sample.started())
        let old = try folder("20261028T235959Z-z-1", journal)
        #expect(BundleRoot(bundles.root).newest == old)
        // Killed, so nobody holds its journal any more.
        let killed = try folder("20261029T062431Z-a-2.partial", journal)
        for name in ["20261029T062433Z-no-journal", "nonsense", "20261029T062433-a"] { _ = try folder(name, nil) }
        _ = try folder("99999999T999999Z", journal)
        #expect(BundleRoot(bundles.root).newest == killed)
        let recorder = try bundles.recorder()
        recorder.emit(Sample.started(), at: 0)
        let going = try #require(recorder.folder)
        #expect(BundleRoot.isBeingWritten(going) && !BundleRoot.isBeingWritten(killed))
        #expect(BundleRoot(bundles.root).newest == killed, "a run that is going has no report yet")
        let run = await recorder.finish(at: 1)
        #expect(BundleRoot(bundles.root).newest == run.folder)
    }

    @Test("a journal that is written anew because of a late secret is still its writer's")
    func lockAfterRewriting() async throws {
        let recorder = try bundles.recorder()
        recorder.emit(Sample.started(), at: 0)
        recorder.emit(Sample.console("the token is 0123456789abcdef"), at: 1)
        await recorder.sync()
        recorder.conceal("0123456789abcdef")
        let isHeld = Mutex(false)
        let run = await recorder.finish(
            at: 2,
            reports: [
                { record in
                    let held = record.folder.map { BundleRoot.isBeingWritten($0 + ".partial") } ?? false
                    isHeld.withLock { $0 = held }
                    return nil
                }
            ])
        #expect(isHeld.withLock { $0 })
        #expect(bundles.texts.values.allSatisfy { !$0.contains("0123456789abcdef") })
        #expect(!BundleRoot.isBeingWritten(try #require(run.folder)))
    }
}
