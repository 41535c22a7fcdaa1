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

    @Test("Where not every hop went over the wire, each has its own heads, as in the archive")
    func wires() throws {
        func field(_ value: String) -> [HeaderField] { [HeaderField(name: "x", value: value)] }
        func answer(_ status: Int, isOnWire: Bool) -> ResponseReceived {
            var response = ResponseReceived(id: "r", status: status, headers: field("answer"))
            response.hasWireInfo = isOnWire
            return response
        }
        func hop(_ url: String, after redirect: ResponseReceived? = nil) -> RunEvent.Body {
            var request = RequestSent(id: "r", method: "GET", url: url, headers: field("request"), type: "Document")
            request.redirect = redirect
            request.redirectStatus = redirect?.status
            return .request(request)
        }
        func heads(_ status: Int, _ name: String) -> [RunEvent.Body] {
            [
                .requestWire(RequestWire(id: "r", headers: field("sent \(name)"))),
                .responseWire(ResponseWire(id: "r", status: status, headers: field("received \(name)"))),
            ]
        }
        // The first redirect is the browser's own, to https.
        let start = [hop("http://a/1"), hop("https://a/1", after: answer(307, isOnWire: false))]
        let middle = heads(302, "second") + [hop("https://a/2", after: answer(302, isOnWire: true))]
        let end: [RunEvent.Body] =
            heads(200, "third") + [
                .response(answer(200, isOnWire: true)), .requestFinished(RequestFinished(id: "r", size: 7)),
            ]
        let record = try Scene().record { events in
            for body in start + middle + end {
                events.append(RunEvent(seq: events.count, t: events.last?.t ?? 0, body: body))
            }
        }
        let sent: [String?] = ["request", "sent second", "sent third"]
        let received: [String?] = ["answer", "received second", "received third"]

        let requests = try #require(try ReportPage(record).data["requests"]?.arrayValue)
        let hops = requests.filter { $0["url"]?.stringValue?.contains("://a/") == true }
        #expect(hops.map { $0["status"]?.intValue } == [307, 302, 200])
        #expect(hops.map { $0["sent"]?[0]?[1]?.stringValue } == sent)
        #expect(hops.map { $0["received"]?[0]?[1]?.stringValue } == received)

        let archive = try JSON(parsing: Data(try #require(ReportKind.har.file(record)).contents))
        let entries = try #require(archive["log"]?["entries"]?.arrayValue)
            .filter { $0["request"]?["url"]?.stringValue?.contains("://a/") == true }
        #expect(entries.map { $0["request"]?["headers"]?[0]?["value"]?.stringValue } == sent)
        #expect(entries.map { $0["response"]?["headers"]?[0]?["value"]?.stringValue } == received)
    }
}
