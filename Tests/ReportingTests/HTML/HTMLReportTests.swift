import Convergence
import Crypto
import Foundation
import JSONKit
import Reporting
import RunModel
import Testing

/// `report.html`: what every report has, whatever happened in the run.
@Suite struct HTMLReportTests {
    @Test("The report of a run is what it was", arguments: Scene.all.map(\.name))
    func golden(_ name: String) throws {
        let scene = try #require(Scene.all.first { $0.name == name }).scene
        try expectGolden(try ReportPage(scene).structure, "report-\(name).html")
    }

    @Test("When and where a run was, and by what it is found in the logs, stands below its verdict and nowhere else")
    func origin() throws {
        let page = ReportPage(
            try Scene.queueSchema.record { events in
                guard case .runStarted(var start) = events[0].body else { return }
                start.correlationID = "c230ff57-6c06"
                start.environment = ["APP_URL": "http://127.0.0.1:4000", "PLAN": "pro"]
                events[0].body = .runStarted(start)
            })
        let head = try #require(page.contents(of: "section").first { $0.contains("<h1") })
        let line = try #require(head.firstMatch(of: /<ul class="origin".*<\/ul>/)).output
        let words = line.replacing(/<\/li>/, with: "|").replacing(/<[^<>]*>/, with: "")
        let started = "2026-10-29 06:24:32 UTC"
        #expect(words == "\(started)|APP_URL http://127.0.0.1:4000|Chromium 141.0|Correlation ID c230ff57-6c06|")
        #expect(line.contains("<code class=\"copyable\">c230ff57-6c06</code>"))
        for text in ["06:24:32", "c230ff57-6c06", "Chromium 141.0"] {
            #expect(page.structure.components(separatedBy: text).count == 2, "\(text)")
        }
        #expect(page.style.contains(".copyable { user-select: all; }"))
    }

    @Test("The report of a run without its trigger says that failing is what is wanted of it")
    func control() throws {
        let page = ReportPage(
            try Scene.queueSchema.record { events in
                guard case .runStarted(var start) = events[0].body else { return }
                start.variation = .triggerLeftOut
                events[0].body = .runStarted(start)
            })
        #expect(page.text.contains("The trigger was left out, and failing is what is wanted."))
        #expect(try !ReportPage(Scene.queueSchema).text.contains("left out, and failing"))
    }

    @Test("Every sign that the axis draws stands in the legend", arguments: ["point", "tick"])
    func legend(_ lane: String) throws {
        let page = try ReportPage(Scene())
        let drawing = try Regex("\\.\(lane)\\.([a-z-]+) i")
        let drawn = Set(page.style.matches(of: drawing).compactMap { $0.output[1].substring })
        #expect(drawn.count >= 3)
        for name in drawn {
            #expect(page.script.contains("sign(\"\(name)\", "), "\(name)")
            #expect(page.style.contains(".sample.\(name) {"), "\(name)")
        }
    }

    @Test("Equal runs make equal reports")
    func deterministic() throws {
        #expect(try ReportPage(Scene.queueSchema).html == ReportPage(Scene.queueSchema).html)
    }

    @Test("Verdict, five answers, stages and steps stand there without a script", arguments: Scene.all.map(\.name))
    func withoutScript(_ name: String) throws {
        let scene = try #require(Scene.all.first { $0.name == name }).scene
        let (page, result) = (try ReportPage(scene), try scene.result)
        let text = page.text
        #expect(page.contents(of: "h1").count == 1)
        #expect(page.contents(of: "dt").count >= 5)
        for line in result.diagnosis?.lines ?? [] {
            let words = line.split(separator: " ").suffix(3).joined(separator: " ")
            #expect(text.contains(escaped(words)), "\(words)")
        }
        for step in result.steps { #expect(text.contains(escaped(step.started.name)), "\(step.started.name)") }
        for stage in result.plan?.stages ?? [] { #expect(text.contains(stage.name)) }
        for reason in result.reasons { #expect(text.contains(reason.code.rawValue)) }
    }

    @Test(
        "The policy allows nothing but the one script and the one style, by their digests",
        arguments: Scene.all.map(\.name))
    func policy(_ name: String) throws {
        let page = try ReportPage(try #require(Scene.all.first { $0.name == name }).scene)
        let policy = try #require(page.html.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)).1
        #expect(policy.hasPrefix("default-src 'none'; "))
        #expect(policy.contains("style-src '\(digest(page.style))'"))
        #expect(policy.contains("script-src '\(digest(page.script))'"))
        #expect(!policy.contains("unsafe"))
        // What stands before the policy is not bound by it.
        let head = try #require(page.html.range(of: "Content-Security-Policy")).lowerBound
        #expect(!page.html[..<head].contains("<style") && !page.html[..<head].contains("<script"))
    }

    @Test("Nothing is loaded from anywhere, and no attribute is code", arguments: Scene.all.map(\.name))
    func selfContained(_ name: String) throws {
        let page = try ReportPage(try #require(Scene.all.first { $0.name == name }).scene)
        for tag in page.tags {
            #expect(!tag.contains(#/ on[a-z]+=/#) && !tag.contains(#/ style=/#), "\(tag)")
            #expect(!tag.contains(/(src|href)="(https?:|\/)/), "\(tag)")
        }
        #expect(!page.style.contains("url(") && !page.style.contains("@import"))
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "http"] {
            let isNamespace = word == "http"
            let script = isNamespace ? page.script.replacing("http://www.w3.org/2000/svg", with: "") : page.script
            #expect(!script.contains(word), "\(word)")
        }
    }

    @Test("A minute of everything stays below five megabytes, and what was left out is said")
    func bounded() throws {
        let record = try Flood.record
        let page = ReportPage(record)
        #expect(page.html.utf8.count <= 5_000_000, "\(page.html.utf8.count)")
        #expect(page.html.utf8.count > 2_000_000, "the flood is one")
        let left = try page.data["left"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(left.contains { $0.contains("requests") } && left.contains { $0.contains("messages") }, "\(left)")
        let pictures = try page.data["pictures"]?.objectValue ?? [:]
        let bytes = pictures.values.reduce(0) { $0 + ($1.stringValue?.utf8.count ?? 0) }
        #expect(bytes > 1_000_000 && bytes <= 3_100_000, "\(bytes)")
    }

    @Test("A run whose journal ends at once has a report too")
    func empty() throws {
        let page = ReportPage(RunRecord(result: RunFold().result(), events: []))
        #expect(page.contents(of: "h1")[0].contains("broke off"))
        #expect(try page.data["looks"] == [])
    }

    private func digest(_ text: String) -> String {
        "sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())"
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;").replacing("\u{202E}", with: "\\u{202e}")
    }
}
