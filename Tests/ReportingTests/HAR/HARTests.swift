import Foundation
import JSONKit
import Reporting
import RunModel
import TestSupport
import Testing

/// `network.har`.
@Suite struct HARTests {
    private static func archive(_ record: RunRecord) throws -> JSON {
        let file = try #require(ReportKind.har.file(record))
        #expect(file.path == "network.har")
        return try JSON(parsing: Data(file.contents))
    }

    private static func entries(_ record: RunRecord = Traffic.record) throws -> [JSON] {
        try #require(try archive(record)["log"]?["entries"]?.arrayValue)
    }

    private static func entry(_ url: String, status: Int? = nil) throws -> JSON {
        let found = try entries().filter { entry in
            entry["request"]?["url"] == .string(url)
                && (status == nil || entry["response"]?["status"] == .integer(Int64(status ?? 0)))
        }
        #expect(found.count == 1)
        return try #require(found.first)
    }

    @Test("the archive of a run")
    func golden() throws {
        let file = try #require(ReportKind.har.file(Traffic.record))
        try expectGolden(String(decoding: file.contents, as: UTF8.self), "network.har")
        #expect(ReportKind.har.file(Traffic.record) == file)
    }

    @Test(
        "the archive fits the format's published schema", .enabled(if: HARSchema.file != nil, "skipped: no test data"))
    func schema() throws {
        #expect(try HARSchema.validator().faults(in: Self.archive(Traffic.record)) == [])
    }

    @Test(
        "the format's published schema is taken at its word",
        .enabled(if: HARSchema.file != nil, "skipped: no test data"))
    func schemaRefuses() throws {
        let validator = try HARSchema.validator()
        var entry = try #require(try Self.entries().first?.objectValue)
        entry["time"] = "long"
        let archive: JSON = ["log": ["version": "1.2", "creator": ["name": "x"], "entries": [.object(entry)]]]
        let faults = validator.faults(in: archive)
        #expect(faults.contains { $0.hasPrefix("/log/entries/0/time") } && faults.count == 2)
    }

    @Test("what an entry takes is the sum of its phases, without the part of one that is told apart")
    func sums() throws {
        for entry in try Self.entries() {
            let timings = try #require(entry["timings"]?.objectValue)
            let names = ["blocked", "dns", "connect", "send", "wait", "receive"]
            let phases = names.compactMap { timings[$0]?.doubleValue }
            #expect(phases.count == names.count && timings["ssl"]?.doubleValue != nil)
            #expect(phases.allSatisfy { $0 >= 0 || $0 == -1 })
            let sum = phases.filter { $0 > 0 }.reduce(0, +)
            #expect(abs(sum - (entry["time"]?.doubleValue ?? -1)) < 0.001)
        }
    }

    @Test("a redirect is an entry for each hop, each with what the wire told of it, in whichever order")
    func redirect() throws {
        let first = try Self.entry("http://web/login?next=%2Fbilling&a+b=c%20d&flag")
        #expect(first["response"]?["status"] == 303 && first["response"]?["redirectURL"] == "http://web/billing")
        #expect(first["response"]?["_transferSize"] == 310 && first["response"]?["bodySize"] == 0)
        #expect(first["timings"]?["connect"] == 10 && first["timings"]?["ssl"] == 7 && first["timings"]?["dns"] == 2)
        #expect(first["request"]?["cookies"]?.arrayValue?.count == 2)
        #expect(
            first["request"]?["queryString"] == [
                ["name": "next", "value": "/billing"], ["name": "a b", "value": "c d"], ["name": "flag", "value": ""],
            ])
        let cookies = try #require(first["response"]?["cookies"]?.arrayValue)
        #expect(cookies.map { $0["name"] } == ["sid", "lang"])
        #expect(cookies[0]["expires"] == "2026-10-21T07:28:00.000Z" && cookies[0]["httpOnly"] == true)
        #expect(cookies[1]["expires"] == nil && cookies[1]["sameSite"] == "Lax")
        #expect(first["request"]?["postData"]?["params"]?[0] == ["name": "email", "value": "a@b.example"])

        let second = try Self.entry("http://web/billing")
        #expect(second["response"]?["status"] == 200 && second["response"]?["redirectURL"] == "")
        #expect(second["request"]?["cookies"] == [["name": "sid", "value": "«secret»"]])
        #expect(second["response"]?["content"]?["text"] == "<title>Billing</title>")
        #expect(second["response"]?["content"]?["compression"] == 7 && second["pageref"] == first["pageref"])
    }

    @Test("a page has its times, and its entries name it")
    func pages() throws {
        let pages = try #require(try Self.archive(Traffic.record)["log"]?["pages"]?.arrayValue)
        #expect(pages.first?["pageTimings"] == ["onContentLoad": 250, "onLoad": 300])
        #expect(pages.first?["startedDateTime"] == "2026-11-23T06:24:32.000Z")
        #expect(try Self.entry("http://web/login?next=%2Fbilling&a+b=c%20d&flag")["pageref"] == pages.first?["id"])
    }

    @Test("the tool's own mark, bodies, and a preflight of its own")
    func upgrade() throws {
        let upgrade = try Self.entry("http://api/upgrade", status: 200)
        #expect(upgrade["_correlation"] == "added" && upgrade["serverIPAddress"] == "::1")
        #expect(upgrade["request"]?["httpVersion"] == "HTTP/2.0")
        #expect(upgrade["response"]?["content"]?["text"] == #"{"plan":"pro"}"#)
        #expect(upgrade["timings"]?["receive"] == 0, "the end was told a little too early")
        #expect(upgrade["_initiator"] == ["type": "script", "url": "http://web/app.js", "lineNumber": 11])
        #expect(try Self.entry("http://api/upgrade", status: 204)["_resourceType"] == "preflight")
        let upload = try Self.entry("http://api/upload")
        #expect(upload["request"]?["postData"]?["text"] == "/wAB" && upload["request"]?["bodySize"] == 3)
        #expect(upload["response"]?["content"]?["encoding"] == "base64")
        #expect(upload["response"]?["content"]?["text"] == "/wAB")
    }

    @Test("caches are named; what they answer takes no phase of the network")
    func caches() throws {
        let memory = try Self.entry("http://web/app.js")
        #expect(memory["_fromCache"] == "memory" && memory["time"] == 20 && memory["response"]?["bodySize"] == 0)
        let disk = try Self.entry("http://web/style.css")
        #expect(disk["_fromCache"] == "disk" && disk["response"]?["status"] == 304)
        #expect(disk["response"]?["bodySize"] == 0 && disk["response"]?["content"]?["size"] == 4000)
        let worker = try Self.entry("http://web/from-worker")
        #expect(worker["response"]?["_fetchedViaServiceWorker"] == true && worker["_fromCache"] == nil)
        #expect(try !Self.entries().contains { $0["request"]?["url"]?.stringValue?.hasPrefix("data:") == true })
    }

    @Test("what failed or was still open says so, with the status 0 where there was no answer")
    func failures() throws {
        let refused = try Self.entry("http://other/closed")
        #expect(refused["response"]?["status"] == 0 && refused["response"]?["_error"] == "MissingAllowOriginHeader")
        #expect(refused["time"] == 100)
        #expect(try Self.entry("http://web/slow")["response"]?["_wasAborted"] == true)
        let stream = try Self.entry("http://web/events")
        #expect(stream["response"]?["status"] == 200 && stream["comment"] == "still open when the run ended")
        let open = try Self.entry("http://web/never-answered")
        #expect(open["response"]?["status"] == 0 && open["time"] == 0 && open["comment"] == stream["comment"])
    }

    @Test("a websocket is an entry with its messages")
    func socket() throws {
        let socket = try Self.entry("ws://web/live")
        #expect(socket["_resourceType"] == "websocket" && socket["response"]?["status"] == 101)
        #expect(
            socket["_webSocketMessages"] == [
                ["type": "send", "time": 1_795_415_078.2, "opcode": 1, "data": "hello"],
                ["type": "receive", "time": 1_795_415_078.25, "opcode": 2, "data": "AQI="],
            ])
    }

    @Test("a run of format 1.0 has an archive of what it tells, by the run's own clock")
    func oldJournal() throws {
        let record = Traffic.record([
            Traffic.started, .request(RequestSent(id: "1", method: "POST", url: "http://web/a", body: "x")),
            .request(RequestSent(id: "1", method: "GET", url: "http://web/b", redirectStatus: 302)),
            .response(ResponseReceived(id: "1", status: 200, mimeType: "text/html")),
            .requestFinished(RequestFinished(id: "1", size: 100)),
        ])
        let entries = try Self.entries(record)
        #expect(entries.map { $0["response"]?["status"] } == [302, 200])
        #expect(entries.first?["startedDateTime"] == "2026-11-23T06:24:32.002Z")
        #expect(try Self.archive(record)["log"]?["pages"] == [])
    }

    @Test("there is no archive of a run without requests, nor of one of which only the essential is kept")
    func none() {
        #expect(ReportKind.har.file(Traffic.record([Traffic.started])) == nil)
        #expect(ReportKind.har.file(Traffic.record(Traffic.events, isKeptWhole: false)) == nil)
    }

    @Test("events that do not fit together do no harm")
    func disorder() throws {
        let shuffled = Traffic.events.reversed() + Traffic.events + Traffic.events.dropLast(7)
        let entries = try Self.entries(Traffic.record(Array(shuffled)))
        #expect(entries.allSatisfy { ($0["time"]?.doubleValue ?? -1) >= 0 })
        for count in 0..<Traffic.events.count {
            _ = ReportKind.har.file(Traffic.record(Array(Traffic.events.prefix(count))))
            _ = ReportKind.har.file(Traffic.record(Array(Traffic.events.suffix(count))))
        }
    }
}

/// The schema that the format is published with (ahmadnassri/har-schema), read from the folder that `ENDSTATE_TEST_DATA`
/// names.
enum HARSchema {
    static let file = ProcessInfo.processInfo.environment["ENDSTATE_TEST_DATA"].map { folder in
        URL(filePath: folder).appending(path: "schemas/har/har.json")
    }

    static func validator() throws -> JSONSchema {
        // Words of these schemas that no draft knows.
        try JSONSchema(contentsOf: try #require(file), annotations: ["min", "optional", "unique"])
    }
}
