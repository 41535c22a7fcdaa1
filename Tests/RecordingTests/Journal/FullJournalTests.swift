import Foundation
import Recording
import RunModel
import Testing

/// A journal that has grown to its cap: what a verdict rests on is still written, the rest is counted.
@Suite struct FullJournalTests {
    private let bundles = Bundles()

    private func recorder(journalBytes: Int = 1 << 20, blobBytes: Int = 1 << 20) throws -> BundleRecorder {
        var caps = Caps()
        caps.journalBytes = journalBytes
        caps.blobBytes = blobBytes
        return try BundleRecorder(root: bundles.root, policy: .always, run: Bundles.run, caps: caps)
    }

    private static func request(_ id: String, _ method: String = "GET") -> RunEvent.Body {
        .request(RequestSent(id: id, method: method, url: "http://app/\(id)", type: "Fetch", correlation: .bare))
    }

    private static let triggered = RunEvent.Body.triggerDispatched(TriggerDispatched(index: 0, wallClock: 0))

    /// Writes lines of a console, each of ten kilobytes.
    private func flood(_ recorder: BundleRecorder, _ count: Int) async {
        let text = String(repeating: "x", count: 10_000)
        for _ in 0..<count { recorder.emit(Sample.console(text), at: 5) }
        await recorder.sync()
    }

    @Test("grows no further by what a page decides, and says how much was left out")
    func bounded() async throws {
        let recorder = try recorder()
        recorder.emit(Self.triggered, at: 0)
        for _ in 0..<20 { await flood(recorder, 50) }
        let finished = await recorder.finish(at: 9)
        let folder = try #require(finished.folder)
        let reader = try JournalReader(folder: folder)
        let size = try Data(contentsOf: URL(fileURLWithPath: folder + "/journal.jsonl")).count
        #expect(size < 3 << 19, "\(size) bytes")
        let kept = reader.events.count { $0.body.kind == "console" }
        #expect(finished.result.dropped == [Dropped(what: "event console", count: 1000 - kept)])
        // Said a few times on the way, each time at least as much again.
        #expect(reader.events.count { $0.body.kind == "dropped" } < 15)
        #expect(reader.events.map(\.seq) == Array(0..<reader.events.count))
    }

    @Test("of a run that is killed tells at least half of what was left out")
    func killed() async throws {
        let recorder = try recorder()
        for _ in 0..<20 { await flood(recorder, 50) }
        let reader = try JournalReader(folder: try #require(recorder.folder))
        let kept = reader.events.count { $0.body.kind == "console" }
        let told = reader.fold.dropped.map(\.count).reduce(0, +)
        #expect(told * 2 >= 1000 - kept && told <= 1000 - kept)
    }

    @Test("takes what a verdict rests on, and the evidence of steps, however full it is")
    func verdict() async throws {
        let recorder = try recorder(journalBytes: 0)
        let needed: [RunEvent.Body] = [
            Sample.started(), Self.triggered, Self.request("1", "POST"),
            .requestCorrelated(RequestCorrelated(id: "1", correlation: .added)),
            .response(ResponseReceived(id: "1", status: 202)),
            .stepLog(StepLog(index: 0, message: "waiting")),
            .screenshot(BlobTaken(blob: nil, step: 0, why: "failure")), Sample.failure,
        ]
        for body in needed { recorder.emit(body, at: 1) }
        recorder.emit(Self.request("2"), at: 2)
        recorder.emit(.requestCorrelated(RequestCorrelated(id: "2", correlation: .added)), at: 2)
        recorder.emit(.response(ResponseReceived(id: "2", status: 200)), at: 2)
        recorder.emit(Sample.console("x"), at: 2)
        let finished = await recorder.finish(at: 3)
        let events = try JournalReader(folder: try #require(finished.folder)).events
        let kinds: Set<String> = ["dropped", "run_finished"]
        #expect(events.map(\.body).filter { !kinds.contains($0.kind) } == needed)
        let dropped = ["console", "request", "request_correlated", "response"].map {
            Dropped(what: "event \($0)", count: 1)
        }
        // What is told on the way stands before what is told at the end.
        #expect(finished.result.dropped.sorted { $0.what < $1.what } == dropped)
        #expect(finished.result.audit.added == 1 && finished.result.audit.bare.isEmpty)
    }

    @Test("never leaves a request without what became of it")
    func answers() async throws {
        let recorder = try recorder()
        recorder.emit(Self.triggered, at: 0)
        recorder.emit(Self.request("1"), at: 1)
        await flood(recorder, 200)
        recorder.emit(.requestCorrelated(RequestCorrelated(id: "1", correlation: .added)), at: 6)
        recorder.emit(.response(ResponseReceived(id: "1", status: 200)), at: 6)
        recorder.emit(.requestFinished(RequestFinished(id: "1", size: 1)), at: 7)
        let finished = await recorder.finish(at: 9)
        let kinds = try JournalReader(folder: try #require(finished.folder)).events.map(\.body.kind)
        for kind in ["request_correlated", "response", "request_finished"] { #expect(kinds.contains(kind)) }
    }

    @Test("keeps half of its room for what comes after the trigger")
    func afterTrigger() async throws {
        let recorder = try recorder()
        await flood(recorder, 200)
        recorder.emit(Self.triggered, at: 6)
        recorder.emit(Sample.console("after the trigger"), at: 7)
        let finished = await recorder.finish(at: 9)
        let events = try JournalReader(folder: try #require(finished.folder)).events
        #expect(events.contains { $0.body == Sample.console("after the trigger") })
        #expect(finished.result.dropped.first?.count ?? 0 > 100)
    }

    @Test("blobs beyond their cap are counted, too")
    func blobs() async throws {
        let recorder = try recorder(blobBytes: 10)
        #expect(await recorder.store(Data("0123456789".utf8), as: "txt") != nil)
        #expect(await recorder.store(Data("one more".utf8), as: "txt") == nil)
        #expect(await recorder.finish(at: 1).result.dropped == [Dropped(what: "blob", count: 1)])
    }
}
