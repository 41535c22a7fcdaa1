import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel
import Synchronization
import Testing

/// What is shown while a run is going.
@Suite struct ProgressTests {
    /// Takes what is written.
    final class Stream: Sendable {
        private let text = Mutex("")

        var value: String { text.withLock { $0 } }

        func write(_ more: String) { text.withLock { $0 += more } }
    }

    private func told(_ scene: Scene, style: TerminalStyle) async throws -> String {
        let stream = Stream()
        let printer = ProgressPrinter(style: style, write: stream.write)
        for event in try scene.events { printer.show(event) }
        await printer.end()
        return stream.value
    }

    @Test("lines without a terminal", arguments: ["passed", "queue-schema", "covered-button", "interrupted"])
    func lines(_ name: String) async throws {
        let scene = try #require(Scene.all.first { $0.name == name }).scene
        try expectGolden(try await told(scene, style: TerminalStyle()), "progress-\(name).txt")
    }

    @Test("the live line at every moment of a run, no wider than the terminal", arguments: [40, 60, 80, 120])
    func live(_ width: Int) throws {
        let style = TerminalStyle(width: width, live: true)
        var lines: [String] = []
        for scene in [Scene(), Scene.queueSchema, Scene.coveredButton] {
            var view = LiveView(style: style)
            for event in try scene.events {
                view.apply(event, at: event.t)
                let line = try #require(view.lines(now: event.t, frame: 0).first)
                #expect(line.count < width)
                // The time alone is nothing new.
                if line.dropFirst(9) != lines.last?.dropFirst(9) { lines.append(line) }
            }
            lines.append("")
        }
        try expectGolden(lines.joined(separator: "\n") + "\n", "live-\(width).txt")
    }

    @Test(
        "past the deadline the live line says what the run still waits for",
        arguments: [
            (9.9, "of 10 s"), (10.3, "past its 10 s, watching whether it comes late: 0.3 of 2 s"),
            (12.6, "nothing more to wait for, taking evidence"),
        ])
    func overtime(_ seconds: Double, _ words: String) throws {
        let line = try live(Scene.queueSchema.events, at: seconds)
        #expect(line.contains(words) && line.contains("past") == words.contains("past"), "\(line)")
        #expect(line.contains("✗ 2 of 5") == (seconds > 10) && line.contains("webhook_processed"), "\(line)")
    }

    @Test("a probe that is silent at the deadline is waited for by its name, and in the end no more")
    func silent() throws {
        let events = try Scene.queueSchema.events.map { event in
            guard case .look(var taken) = event.body, taken.look.start > Scene.zero + 5000 else { return event }
            taken.look.outcome = .transient
            taken.look.readings = [:]
            return RunEvent(seq: event.seq, t: event.t, body: .look(taken))
        }
        let line = try live(events, at: 10.3)
        #expect(line.contains("· 2 of 5  past its 10 s, waiting for an answer of probe workflow  · webhook"), "\(line)")
        #expect(try live(events, at: 13.4).contains("taking evidence"))
    }

    @Test("steps that are slower than everything else are what the run waits for")
    func slowSteps() throws {
        let events = try Scene.queueSchema.events.filter { event in
            switch event.body {
            case .phase(let entered): entered.phase != .converge
            case .stepFinished: event.t < Scene.zero + 100
            default: true
            }
        }
        let line = try live(events, at: 12.6)
        #expect(line.contains("past its 10 s, the steps go on: step 5  expect testid=upgrade-success"), "\(line)")
    }

    @Test("where there is little room the reason is said in fewer words")
    func narrowOvertime() throws {
        #expect(try live(Scene.queueSchema.events, at: 10.3, width: 60).contains("late or missing? 0.3 of 2 s"))
    }

    @Test("an effect that happened too often ends the wait at once, and the line says so")
    func decided() throws {
        let scene = Scene.but { $0.changes.append((700, ["events": [["id": "ev_1"], ["id": "ev_2"]]])) }
        let line = try live(scene.events, at: 1.5)
        #expect(line.contains("nothing more to wait for, taking evidence"), "\(line)")
    }

    /// The live line of a time after the trigger, in seconds, with all that had happened by then.
    private func live(_ events: [RunEvent], at seconds: Double, width: Int = 120) throws -> String {
        let now = Scene.zero + seconds * 1000
        var view = LiveView(style: TerminalStyle(width: width, live: true))
        for event in events where event.t <= now { view.apply(event, at: event.t) }
        return try #require(view.lines(now: now, frame: 0).first)
    }

    @Test("hostile text of a page moves no cursor")
    func hostile() async throws {
        let text = try await told(Scene.hostile, style: TerminalStyle())
        #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) })
        #expect(text.contains("upgrade\\u{1b}[32m\\u{202e}plan\\nPASSED"))
    }

    @Test("the live line is drawn by a timer and gone at the end", .timeLimit(.minutes(5)))
    func drawing() async throws {
        let (drawn, continuation) = AsyncStream.makeStream(of: String.self)
        let printer = ProgressPrinter(style: TerminalStyle(width: 80, live: true)) { continuation.yield($0) }
        for event in try Scene().events.prefix(4) { printer.show(event) }
        var iterator = drawn.makeAsyncIterator()
        // The timer may come between two events, and how often it came before is not the line's business.
        var line = ""
        while !line.hasSuffix("steps\r") { line = try #require(await iterator.next()) }
        #expect(line.contains(#/^\r\x1B\[2K[⠀-⣿] /#), "\(line)")
        await printer.end()
        continuation.finish()
        var last = line
        while let next = await iterator.next() { last = next }
        #expect(last == "\r\u{1B}[2K")
    }

    @Test(
        "what a terminal echoes of Ctrl-C leaves nothing of the live line behind, nor does a second one that ends all",
        .timeLimit(.minutes(5)), arguments: [false, true])
    func echo(_ isAtOnce: Bool) async throws {
        let stream = Stream()
        let (drawn, continuation) = AsyncStream.makeStream(of: String.self)
        let printer = ProgressPrinter(style: TerminalStyle(width: 40, live: true)) {
            stream.write($0)
            continuation.yield($0)
        }
        let events = try Scene.queueSchema.events
        let step = try #require(events.firstIndex { if case .stepStarted = $0.body { true } else { false } })
        for event in events[...step] { printer.show(event) }
        var iterator = drawn.makeAsyncIterator()
        var line = ""
        while !line.contains("step 1") { line = try #require(await iterator.next()) }
        #expect(line.contains("…"), "it fills the terminal: \(line)")
        stream.write("^C")
        if isAtOnce {
            printer.close()
            printer.show(events[step + 1])
        }
        await printer.end { stream.write("interrupted\n") }
        let screen = Screen(stream.value, width: 40)
        #expect(screen.shown == ["interrupted"] && screen.faults.isEmpty, "\(screen.lines)")
    }
}
