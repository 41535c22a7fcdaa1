import Convergence
import Foundation
import JSONKit
import RunModel
import Testing

/// The journal's format is frozen: what is written today has to be read by every later version.
@Suite struct JournalTests {
    private static func events() throws -> [RunEvent] {
        try Samples.all().enumerated().map { RunEvent(seq: $0.offset, t: Double($0.offset) * 10.5, body: $0.element) }
    }

    private static let golden = Golden.lines.split(separator: "\n").map(String.init)

    @Test("every kind of event has its frozen line, and reads back from it")
    func frozen() throws {
        let events = try Self.events()
        #expect(events.count == Self.golden.count)
        for (event, line) in zip(events, Self.golden) {
            #expect(String(decoding: try event.line(), as: UTF8.self) == line)
            #expect(try RunEvent(line: Data(line.utf8)) == event)
        }
    }

    @Test("lines of format 1.0 are read, and what they did not tell is unknown")
    func format10() throws {
        let events = try Golden.format10.split(separator: "\n").map { try RunEvent(line: Data($0.utf8)) }
        #expect(events.count == 8 && !events.contains { if case .unknown = $0.body { true } else { false } })
        for event in events {
            switch event.body {
            case .runStarted(let start): #expect(start.formatVersion == "1.0")
            case .request(let request):
                #expect(request.body == "{\"plan\":\"pro\"}" && request.redirectStatus == 307)
                #expect(request.wallTime == nil && request.redirect == nil && request.bodyOmitted == nil)
            case .response(let response): #expect(response.cache == "disk" && response.hasWireInfo == nil)
            case .requestFinished(let finish): #expect(finish.blob == "cd34.json" && finish.bodySize == nil)
            case .requestFailed(let failure): #expect(failure.canceled && failure.corsError == nil)
            case .websocketFrame(let frame): #expect(frame.payload == "ping" && frame.opcode == nil)
            case .navigation(let navigation): #expect(navigation.frame == "F1" && navigation.loader == nil)
            case .screencastFrame(let frame): #expect(frame == ScreencastFrame(blob: nil, width: 0, height: 0))
            default: Issue.record("not expected: \(event)")
            }
        }
    }

    @Test("the samples leave no kind out, and no two kinds share a name")
    func complete() throws {
        let kinds = try Self.events().map(\.body.kind)
        #expect(Set(kinds).count == kinds.count)
        #expect(kinds.count == 40)
    }

    @Test("a line is one line, begins with its place, time and kind, and repeats none of them")
    func shape() throws {
        for event in try Self.events() {
            let line = String(decoding: try event.line(), as: UTF8.self)
            #expect(!line.contains("\n"))
            #expect(line.hasPrefix("{\"seq\":\(event.seq),\"t\":"))
            let members = try JSON(parsing: line).objectValue ?? [:]
            #expect(members["kind"] == .string(event.body.kind))
            #expect(members["seq"]?.intValue == event.seq && members["t"]?.doubleValue == event.t)
        }
    }

    @Test(
        "a text with line breaks, quotes or separators stays on its line and comes back",
        arguments: [
            "a\nb", "\"quoted\" \\ backslash", "\u{2028}\u{2029}", "\u{0}\u{1F}", "«é» 🙂", "",
        ])
    func texts(_ text: String) throws {
        let event = RunEvent(seq: 1, t: 2, body: .console(ConsoleMessage(level: text, text: text, source: text)))
        let line = try event.line()
        #expect(!line.contains(UInt8(ascii: "\n")))
        #expect(try RunEvent(line: line) == event)
    }

    @Test("a kind of a later minor version is unknown, and its members do no harm")
    func unknownKind() throws {
        let line = #"{"seq":7,"t":1.5,"kind":"teleported","from":{"x":1},"index":"text where a number was"}"#
        #expect(try RunEvent(line: Data(line.utf8)) == RunEvent(seq: 7, t: 1.5, body: .unknown("teleported")))
    }

    @Test("a member of a later minor version is passed over")
    func unknownMember() throws {
        let line = #"{"seq":7,"t":1.5,"kind":"phase","phase":"settle","mood":"good"}"#
        #expect(try RunEvent(line: Data(line.utf8)).body == .phase(PhaseEntered(.settle)))
    }

    @Test(
        "a line that is cut off, or is no event, is an error and no crash",
        arguments: [
            "", "{", "[]", "null", "7", #"{"seq":1,"t":2}"#, #"{"seq":1,"t":2,"kind":"phase"}"#,
            #"{"seq":1,"t":2,"kind":"phase","phase":"nowhere"}"#, #"{"seq":"1","t":2,"kind":"phase","phase":"then"}"#,
            #"{"seq":1,"t":2,"kind":"look","probe":"p"}"#, #"{"seq":99999999999999999999,"t":2,"kind":"x"}"#,
        ])
    func broken(_ line: String) {
        #expect(throws: (any Error).self) { try RunEvent(line: Data(line.utf8)) }
    }

    @Test("every part of a line that is cut off is an error")
    func cutOff() throws {
        for line in Self.golden {
            let data = Data(line.utf8)
            for length in stride(from: 0, to: data.count, by: 7) {
                #expect(throws: (any Error).self) { try RunEvent(line: data.prefix(length)) }
            }
        }
    }

    @Test("a condition reads as in a scenario, also where the pattern is null")
    func conditions() throws {
        let tests: [(Condition.Test, String)] = [
            (.match(try JSONPattern(.null)), #"{"match":null,"probe":"p"}"#),
            (.path(try JSONPath("$.a"), try JSONPattern(.null)), #"{"match":null,"path":"$.a","probe":"p"}"#),
            (.match(try JSONPattern(["n": ["gte": 1]])), #"{"match":{"n":{"gte":1}},"probe":"p"}"#),
            (.count(try JSONPath("$.a"), .exactly(2)), #"{"count":"$.a","exactly":2,"probe":"p"}"#),
            (.count(try JSONPath("$.a"), .changesBy(-2)), #"{"changesBy":-2,"count":"$.a","probe":"p"}"#),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for (test, text) in tests {
            let condition = Condition(probe: "p", test: test)
            #expect(String(decoding: try encoder.encode(condition), as: UTF8.self) == text)
            #expect(try JSONDecoder().decode(Condition.self, from: Data(text.utf8)) == condition)
        }
        for text in [
            #"{"probe":"p"}"#, #"{"count":"$.a","probe":"p"}"#, #"{"match":{"a":{"matches":"("}},"probe":"p"}"#,
        ] {
            #expect(throws: (any Error).self) { try JSONDecoder().decode(Condition.self, from: Data(text.utf8)) }
        }
    }

    @Test("where a scenario's parts stand is written when it is known, and comes back")
    func places() throws {
        let place = RunModel.SourceLocation(line: 12, column: 7)
        let start = RunStarted(
            runID: "r", wallClock: 0, tool: "t", platform: "p", scenario: "s", outcome: "", file: "s.yaml",
            location: place, digest: "0")
        let plan = PlanResolved(plan: try Plans.upgrade(), places: ["charged": place, "@never.0": place])
        for body in [RunEvent.Body.runStarted(start), .plan(plan)] {
            let line = try RunEvent(seq: 0, t: 0, body: body).line()
            #expect(String(decoding: line, as: UTF8.self).contains(#"{"column":7,"line":12}"#))
            #expect(try RunEvent(line: line).body == body)
        }
    }

    @Test("whom a look asked, and what is quoted of its answer, are written when they are known, and come back")
    func look() throws {
        var taken = LookTaken(look: Look(probe: "p", start: 0, end: 1, outcome: .transient), purpose: .converge)
        for address in [nil, "http://api/look?id=1"] {
            (taken.address, taken.evidence) = (address, address.map { _ in ["queue is full"] })
            let line = try RunEvent(seq: 1, t: 2, body: .look(taken)).line()
            #expect(String(decoding: line, as: UTF8.self).contains("\"address\"") == (address != nil))
            #expect(try RunEvent(line: line).body == .look(taken))
        }
    }

    @Test("numbers that JSON has no word for come back")
    func numbers() throws {
        var look = Look(probe: "p", start: 0, end: .infinity, outcome: .answered)
        look.readings["a"] = Reading(time: -.infinity)
        let event = RunEvent(seq: 1, t: 2, body: .look(LookTaken(look: look, purpose: .step)))
        #expect(try RunEvent(line: try event.line()) == event)
    }
}
