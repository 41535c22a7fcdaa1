import Convergence
import RunModel
import Testing

/// A probe that does not answer: whom it asked, how often, since when, and what came last.
@Suite struct OutageTests {
    private static let address = "http://127.0.0.1:4001/look?run=1"

    /// A story whose looks say whom they asked.
    private static func result(_ story: Story, address: String = address) throws -> RunResult {
        let events = Player.played(try Plans.upgrade(), story).events.map { event in
            guard case .look(var taken) = event.body else { return event }
            taken.address = address
            return RunEvent(seq: event.seq, t: event.t, body: .look(taken))
        }
        return RunFold.result(of: events)
    }

    /// The looks after the trigger that failed since the last answer, in a story.
    private static func failures(_ story: Story) throws -> [Look] {
        let looks = Player.played(try Plans.upgrade(), story).events.compactMap { event -> Look? in
            guard case .look(let taken) = event.body, taken.purpose == .converge else { return nil }
            return taken.look
        }
        return Array(looks.suffix { !$0.isSuccessful })
    }

    @Test("a probe that died after the trigger: its address, how many looks failed since when, and the last error")
    func died() throws {
        let story = Story.but { $0.outages = [.transient(from: 500, to: 90_000)] }
        let failures = try Self.failures(story)
        let since = try #require(failures.first).start - 1000
        let result = try Self.result(story)
        #expect(failures.count > 1)
        #expect(
            result.firstReason?.detail
                == "probe workflow (\(Self.address)) did not answer when it mattered: \(failures.count) looks failed since "
                + "+\(since.asText), the last: 502 Bad Gateway")
        #expect(result.looks.compactMapValues(\.address) == ["workflow": Self.address])
    }

    @Test("one look that failed is told as one")
    func once() {
        var fold = RunFold()
        let look = Look(probe: "workflow", start: 1500, end: 1510, outcome: .transient, status: 502)
        fold.apply(RunEvent(seq: 0, t: 1510, body: .look(LookTaken(look: look, purpose: .converge))))
        #expect(fold.outages["workflow"]?.looks == 1 && fold.outages["workflow"]?.complaint == "status 502")
        let answer = Look(probe: "workflow", start: 1600, end: 1610, outcome: .answered)
        fold.apply(RunEvent(seq: 1, t: 1610, body: .look(LookTaken(look: answer, purpose: .converge))))
        #expect(fold.outages.isEmpty, "an answer ends it")
    }

    @Test("a probe that never answered, or refused, is told with its address before the trigger as well")
    func before() throws {
        let silent = try Self.result(.but { $0.outages = [.transient(from: -2000, to: 60_000)] })
        #expect(silent.firstReason?.detail == "probe workflow (\(Self.address)) did not answer: 502 Bad Gateway")
        let outage = Story.Outage(from: -2000, to: 0, outcome: .rejected, status: 401, detail: "answered 401")
        let refused = try Self.result(.but { $0.outages = [outage] })
        #expect(refused.firstReason?.detail == "probe workflow (\(Self.address)) refused: answered 401")
    }

    @Test("a long address leaves room for what was wrong")
    func long() throws {
        let address = "http://api/" + String(repeating: "x", count: 3000)
        let result = try Self.result(.but { $0.outages = [.transient(from: 500, to: 90_000)] }, address: address)
        let boundary = try #require(result.diagnosis).boundary
        #expect(boundary.hasSuffix(", the last: 502 Bad Gateway.") && boundary.count < 400, "\(boundary)")
    }
}

extension Array {
    /// The elements at the end that all fit.
    fileprivate func suffix(while fits: (Element) -> Bool) -> ArraySlice<Element> {
        self[(lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex)...]
    }
}
