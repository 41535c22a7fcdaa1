import Convergence
import Foundation
import Recording
import RunModel
import Testing

/// No secret gets into a bundle, and the scan at the end proves it.
@Suite struct SecretTests {
    @Test("a declared secret is in no file, whatever event or blob carries it")
    func declared() async throws {
        let bundles = Bundles()
        let secret = "s3cret \"quoted\"/ümläut"
        let recorder = try bundles.recorder(scenario: "with: \(secret)", secrets: [secret])
        recorder.emit(Sample.started(), at: 0)
        for spelling in Spelling.allCases { recorder.emit(Sample.console("a \(spelling.write(secret)) b"), at: 1) }
        recorder.emit(Sample.request([HeaderField(name: "X-Any", value: secret)], url: "http://x/?q=\(secret)"), at: 2)
        _ = await recorder.store(Data("<input value=\"\(Spelling.html.write(secret))\">".utf8), as: "html")
        let finished = await recorder.finish(
            at: 3, reports: [{ ReportFile(path: "run.json", contents: Array("\($0.result.steps)".utf8)) }])
        #expect(finished.withheld.isEmpty)
        for (path, text) in bundles.texts {
            for spelling in Spelling.allCases { #expect(!text.contains(spelling.write(secret)), "\(path)") }
        }
        #expect(bundles.texts["\(bundles.names[0])/scenario.yaml"] == "with: «secret»")
    }

    @Test("credentials are masked where they stand; names, schemes and attributes stay")
    func headers() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder()
        let headers = [
            HeaderField(name: "authorization", value: "Bearer abc"),
            HeaderField(name: "Proxy-Authorization", value: "Basic dTpw"),
            HeaderField(name: "Cookie", value: "lang=en; sid=0123456789abcdef"),
            HeaderField(name: "Set-Cookie", value: "a=1; Path=/; HttpOnly\nb=2"),
            HeaderField(name: "Accept", value: "en"),
        ]
        recorder.emit(Sample.request(headers), at: 0)
        await recorder.sync()
        let reader = try JournalReader(folder: try #require(recorder.folder))
        guard case .request(let request) = try #require(reader.events.first).body else {
            Issue.record("not a request")
            return
        }
        #expect(
            request.headers.map(\.value) == [
                "Bearer «secret»", "Basic «secret»", "lang=«secret»; sid=«secret»",
                "a=«secret»; Path=/; HttpOnly\nb=«secret»", "en",
            ])
    }

    @Test("a long credential of a header is a secret everywhere; a short, public or plain one is not")
    func learning() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder()
        recorder.emit(Sample.started(correlationID: "c0ffee-c0ffee-c0ffee"), at: 0)
        let cookie = "sid=0123456789abcdef; cid=c0ffee-c0ffee-c0ffee; last=/settings/billing; lang=en"
        recorder.emit(Sample.request([HeaderField(name: "Cookie", value: cookie)]), at: 1)
        recorder.emit(Sample.console("0123456789abcdef c0ffee-c0ffee-c0ffee /settings/billing en"), at: 2)
        await recorder.sync()
        let reader = try JournalReader(folder: try #require(recorder.folder))
        #expect(
            reader.events.last?.body == Sample.console("«secret» c0ffee-c0ffee-c0ffee /settings/billing en"))
    }

    @Test("a token that was written before anybody knew it for a secret is gone when the bundle is closed")
    func late() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder()
        let token = "eyJhbGciOiJIUzI1NiJ9.payload.signature"
        recorder.emit(Sample.started(), at: 0)
        recorder.emit(Sample.console("received \(token)"), at: 1)
        let blob = await recorder.store(Data("{\"token\":\"\(token)\"}".utf8), as: "json")
        recorder.emit(Sample.request([HeaderField(name: "Authorization", value: "Bearer \(token)")]), at: 2)
        recorder.emit(.fault(Fault(code: .internal, detail: "said \(token)")), at: 3)
        let finished = await recorder.finish(at: 4)
        #expect(finished.withheld.isEmpty)
        #expect(finished.result.reasons.map(\.code) == [.internal])
        #expect(finished.result.firstReason?.detail == "said «secret»")
        #expect(!bundles.texts.values.contains { $0.contains(token) })
        let path = "\(bundles.names[0])/blobs/\(try #require(blob))"
        #expect(bundles.texts[path] == "{\"token\":\"«secret»\"}")
        let reader = try JournalReader(folder: try #require(finished.folder))
        #expect(reader.events.map(\.seq) == Array(0..<reader.events.count))
    }

    @Test("a file that has a secret all the same is withheld, and the run is inconclusive")
    func leak() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["hunter2"])
        for (offset, body) in try Passing.events.enumerated() { recorder.emit(body, at: Double(offset)) }
        // Something that went past the recorder.
        let stray = try #require(recorder.folder) + "/blobs/stray.bin"
        try Data("x hunter2 y".utf8).write(to: URL(fileURLWithPath: stray))
        let finished = await recorder.finish(
            at: 99, reports: [{ ReportFile(path: "verdict.txt", contents: Array($0.result.verdict.rawValue.utf8)) }])
        #expect(finished.withheld == ["blobs/stray.bin"])
        #expect(finished.result.verdict == .inconclusive)
        #expect(finished.result.firstReason?.code == .secretLeaked)
        #expect(finished.result.firstReason?.detail.contains("blobs/stray.bin") == true)
        #expect(!bundles.texts.values.contains { $0.contains("hunter2") })
        #expect(bundles.texts["\(bundles.names[0])/verdict.txt"] == "inconclusive")
    }

    @Test("a report that leaks is withheld, and the others are made again with the verdict that follows")
    func leakingReport() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["hunter2"])
        for (offset, body) in try Passing.events.enumerated() { recorder.emit(body, at: Double(offset)) }
        let finished = await recorder.finish(
            at: 99,
            reports: [
                { _ in ReportFile(path: "bad.html", contents: Array("<b>hunter2</b>".utf8)) },
                { ReportFile(path: "verdict.txt", contents: Array($0.result.verdict.rawValue.utf8)) },
            ])
        #expect(finished.withheld == ["bad.html"])
        #expect(bundles.texts["\(bundles.names[0])/verdict.txt"] == "inconclusive")
        #expect(bundles.texts["\(bundles.names[0])/bad.html"] == nil)
        let reader = try JournalReader(folder: try #require(finished.folder))
        #expect(reader.fold.result().firstReason?.code == .secretLeaked)
    }

    @Test("digits of a secret inside a time or a size are chance, not a leak")
    func digits() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["179325"])
        recorder.emit(Sample.started(), at: 179_325.179325)
        recorder.emit(Sample.console("code 179325"), at: 179_325)
        let finished = await recorder.finish(
            at: 179_325.1,
            reports: [{ _ in ReportFile(path: "run.json", contents: Array("{\"wall_clock\":1793255072000}".utf8)) }])
        #expect(finished.withheld.isEmpty)
        let reader = try JournalReader(folder: try #require(finished.folder))
        #expect(reader.events.contains { $0.body == Sample.console("code «secret»") })
    }

    @Test("two secret identities stay two, so that a double effect is still seen as one")
    func identities() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["alice@example.com", "bobby@example.com"])
        let identities = ["alice@example.com", "bobby@example.com", "alice@example.com"]
        let look = Look(
            probe: "workflow", start: 0, end: 1, outcome: .answered,
            readings: ["charged": Reading(count: 3, identities: identities, why: "for alice@example.com")])
        recorder.emit(.look(LookTaken(look: look, purpose: .converge)), at: 1)
        await recorder.sync()
        let reader = try JournalReader(folder: try #require(recorder.folder))
        guard case .look(let taken) = try #require(reader.events.first).body else {
            Issue.record("not a look")
            return
        }
        let reading = try #require(taken.look.readings["charged"])
        let masked = try #require(reading.identities)
        #expect(masked[0] == masked[2] && masked[0] != masked[1] && masked[0].hasPrefix("«secret:"))
        #expect(reading.why == "for «secret»")
    }

    @Test("a secret in a name of the plan keeps plan and looks together")
    func names() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["upgraded"])
        for (offset, body) in try Passing.events.enumerated() { recorder.emit(body, at: Double(offset)) }
        let finished = await recorder.finish(at: 99)
        #expect(finished.result.verdict == .passed)
        #expect(!bundles.texts.values.contains { $0.contains("upgraded") })
    }

    @Test("a secret that is a word of the journal's own leaves the journal readable")
    func vocabulary() async throws {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: ["answered", "trigger", "passed"])
        for (offset, body) in try Passing.events.enumerated() { recorder.emit(body, at: Double(offset)) }
        #expect(await recorder.finish(at: 99).result.verdict == .passed)
    }
}
