import Foundation
import Recording
import RunModel
import Synchronization
import Testing

/// The journal: order, durability, bounds, and what can be read of it.
@Suite struct JournalTests {
    @Test("events stand in the order of their calls, numbered without a gap, from many threads")
    func order() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder()
        let seen = Mutex<[Int]>([])
        recorder.subscribe { event in seen.withLock { $0.append(event.seq) } }
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<200 { recorder.emit(Sample.console("\(task) \(number)"), at: Double(number)) }
                }
            }
        }
        await recorder.sync()
        let reader = try JournalReader(folder: try #require(recorder.folder))
        #expect(reader.events.map(\.seq) == Array(0..<1600))
        #expect(seen.withLock { $0 } == Array(0..<1600))
        for task in 0..<8 {
            let own = reader.events.compactMap { event -> String? in
                guard case .console(let message) = event.body, message.text.hasPrefix("\(task) ") else { return nil }
                return message.text
            }
            #expect(own == (0..<200).map { "\(task) \($0)" })
        }
    }

    @Test("a bundle can be read while it is written, as after a kill")
    func killed() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder()
        recorder.emit(Sample.started(), at: 0)
        await recorder.sync()
        let folder = try #require(recorder.folder)
        #expect(folder.hasSuffix(".partial"))
        let reader = try JournalReader(folder: folder)
        #expect(reader.events.map(\.body) == [Sample.started()])
        #expect(reader.fold.result().verdict == .interrupted)
    }

    @Test("times are rounded to the microsecond")
    func rounding() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder()
        recorder.emit(Sample.started(), at: 1.23456789)
        await recorder.sync()
        let folder = try #require(recorder.folder)
        #expect(try JournalReader(folder: folder).events.first?.t == 1.235)
        #expect(bundles.texts.values.contains { $0.hasPrefix("{\"seq\":0,\"t\":1.235,\"kind\":\"run_started\",") })
    }

    @Test("a last line that was cut off is left out; what stands before it is read")
    func torn() throws {
        let whole = try RunEvent(seq: 0, t: 0, body: Sample.started()).line() + [UInt8(ascii: "\n")]
        let half = try RunEvent(seq: 1, t: 0, body: Sample.console("x")).line().dropLast(5)
        let reader = try JournalReader(whole + half)
        #expect(reader.isTorn && reader.events.count == 1)
        #expect(try !JournalReader(whole).isTorn)
    }

    @Test("a damaged line in the middle is refused with its number")
    func damaged() throws {
        let line = try RunEvent(seq: 0, t: 0, body: Sample.started()).line() + [UInt8(ascii: "\n")]
        let error = #expect(throws: RecordingError.self) { try JournalReader(line + Data("{oops}\n".utf8) + line) }
        #expect(try #require(error).description.hasPrefix("journal.jsonl:2: "))
    }

    @Test("a later major format is refused with a line that says what to do; a later minor one is read")
    func formats() throws {
        let line = String(decoding: try RunEvent(seq: 0, t: 0, body: Sample.started()).line(), as: UTF8.self)
        let major = line.replacingOccurrences(of: RunEvent.formatVersion, with: "2.0")
        let error = #expect(throws: RecordingError.self) { try JournalReader(Data(major.utf8)) }
        #expect(try #require(error).description.contains("format 2.0"))
        let minor = line.replacingOccurrences(of: RunEvent.formatVersion, with: "1.99")
        let later = minor + "\n{\"seq\":1,\"t\":5,\"kind\":\"quantum_leap\",\"far\":true}\n"
        #expect(try JournalReader(Data(later.utf8)).events.last?.body == .unknown("quantum_leap"))
    }

    @Test("a folder without a journal says so")
    func missing() throws {
        let error = #expect(throws: RecordingError.self) { try JournalReader(folder: "/nowhere") }
        #expect(try #require(error).description.hasPrefix("/nowhere/journal.jsonl: "))
    }

    @Test("a full disk is told once, and the run goes on to its verdict")
    func full() async throws {
        let bundles = Bundles()
        let recorder = try bundles.fullRecorder()
        let faults = Mutex<[Fault]>([])
        recorder.subscribe { event in
            if case .fault(let fault) = event.body { faults.withLock { $0.append(fault) } }
        }
        for (offset, body) in try Passing.events.enumerated() {
            recorder.emit(body, at: Double(offset))
            await recorder.sync()
        }
        let finished = await recorder.finish(at: 99)
        #expect(faults.withLock { $0.map(\.code) } == [.artifactsUnwritable])
        #expect(faults.withLock { $0[0].detail }.contains("No space left on device"))
        #expect(finished.result.verdict == .inconclusive)
        #expect(finished.result.firstReason?.code == .artifactsUnwritable)
    }

    @Test("a flood is counted, not kept; what a verdict rests on always is")
    func flood() {
        var queue = EventQueue()
        let limit = Caps().waitingEvents
        let flood = limit + 500
        for number in 0..<flood { queue.append(Sample.console("\(number)"), at: 0) }
        queue.append(Sample.failure, at: 1)
        let events = queue.take()
        #expect(events.count == limit + 2)
        #expect(events.contains { $0.body == Sample.failure })
        #expect(events.last?.body == .dropped(Dropped(what: "event console", count: 500)))
        #expect(events.map(\.seq) == Array(0..<events.count))
        queue.append(Sample.console("after"), at: 2)
        #expect(queue.take().map(\.body) == [Sample.console("after")])
    }

    @Test("few events of great size are a flood, too")
    func weight() {
        var queue = EventQueue()
        let text = String(repeating: "x", count: 1 << 20)
        for _ in 0..<100 { queue.append(Sample.console(text), at: 0) }
        #expect(queue.take().count < 40)
    }
}
