import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel
import Testing

/// What a report's script makes the time axis of.
@Suite struct ReportDataTests {
    @Test("Each look is told with its difference to the one before")
    func differences() throws {
        let page = ReportPage(try Scene.queueSchema.recordWithBodies())
        let looks = try #require(try page.data["looks"]?.arrayValue)
        #expect(looks.count > 10 && looks[0]["changes"] == nil, "the first has none before it")
        let changed = looks.filter { $0["changes"]?[0] != nil }
        #expect(changed.map { $0["changes"]?[0]?["path"]?.stringValue } == ["$.accepted", "$.charges[0]"])
        #expect(changed.map { $0["changes"]?[0]?["kind"]?.stringValue } == ["changed", "added"])
        let readings = changed[0]["readings"]?.arrayValue ?? []
        let received = try #require(readings.first { $0["name"] == "request_received" })
        #expect(received["before"] == "does not hold" && received["text"] == "holds" && received["state"] == "reached")
        #expect(looks.dropFirst().allSatisfy { $0["before"] != nil }, "every other is compared")
    }

    @Test("A stage's line follows its readings, from the first look to the last")
    func history() throws {
        let page = ReportPage(
            try Scene.but { $0.changes.append((2400, ["events": [["id": "1"], ["id": "2"]]])) }.record())
        let stages = try #require(try page.data["stages"]?.arrayValue)
        let analytics = try #require(stages.first { $0["name"] == "analytics_emitted" })
        let states = analytics["history"]?.arrayValue?.compactMap { $0["state"]?.stringValue }
        #expect(states == ["below", "reached", "over"])
        #expect(analytics["state"] == "broken" && stages.filter { $0["state"] == "broken" }.count == 1)
    }

    @Test("Each hop of a redirect is a request of its own, with the headers that went over the wire")
    func redirect() throws {
        var second = RequestSent(id: "r", method: "GET", url: "http://a/2", type: "Document")
        second.redirectStatus = 302
        let bodies: [RunEvent.Body] = [
            .request(RequestSent(id: "r", method: "GET", url: "http://a/1", type: "Document")), .request(second),
            .requestWire(RequestWire(id: "r", headers: [HeaderField(name: "x", value: "first")])),
            .requestWire(RequestWire(id: "r", headers: [HeaderField(name: "x", value: "second")])),
            .response(ResponseReceived(id: "r", status: 200)), .requestFinished(RequestFinished(id: "r", size: 7)),
        ]
        let record = try Scene().record { events in
            for body in bodies { events.append(RunEvent(seq: events.count, t: events.last?.t ?? 0, body: body)) }
        }
        let requests = try #require(try ReportPage(record).data["requests"]?.arrayValue)
        let hops = requests.filter { $0["url"]?.stringValue?.hasPrefix("http://a/") == true }
        #expect(hops.map { $0["status"]?.intValue } == [302, 200])
        #expect(hops.map { $0["sent"]?[0]?[1]?.stringValue } == ["first", "second"])
        #expect(hops.map { $0["size"]?.intValue } == [nil, 7])
    }
}
