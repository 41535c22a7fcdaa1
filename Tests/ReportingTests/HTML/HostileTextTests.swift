import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel
import Testing

/// What a page, a server or a scenario writes is data, wherever in a report it ends up.
@Suite struct HostileTextTests {
    private static let attacks = [
        "</script><img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "<!--<script>", "' onfocus='alert(1)",
        "</style></title><svg onload=alert(1)>", "javascript:alert(1)", "]]>&lt;b&gt;\u{202E}\u{0}\u{1B}[2J",
    ]

    /// A run in which everything that somebody else can write is an attack.
    private func record(_ attack: String) throws -> RunRecord {
        var scene = Scene.stalePage
        scene.name = attack
        scene.console = [attack]
        scene.agreement = Agreement(ui: attack, locator: attack, backend: attack, source: attack, agrees: false)
        scene.requests = [
            (
                RequestSent(
                    id: "1", method: attack, url: "http://a/\(attack)", type: attack, initiator: attack,
                    correlation: .bare, body: attack), 202
            )
        ]
        scene.failures = scene.failures.mapValues { _ in
            StepFailure(kind: .expectation, message: attack, expected: attack, actual: attack, log: [attack])
        }
        let evil = { (name: String) in name.hasPrefix("charged") ? attack : name }
        return try scene.record(
            { events in
                for index in events.indices {
                    switch events[index].body {
                    case .runStarted(var start):
                        (start.outcome, start.file, start.runID, start.tool) = (attack, attack, attack, attack)
                        (start.correlationID, start.environment) = (attack, [attack: attack])
                        events[index].body = .runStarted(start)
                    case .browserStarted:
                        events[index].body = .browserStarted(BrowserStarted(version: attack, path: attack))
                    case .plan(var plan):
                        plan.plan.stages = plan.plan.stages.map { stage in
                            var stage = stage
                            (stage.name, stage.after) = (evil(stage.name), stage.after.map(evil))
                            stage.boundary = Boundary(from: attack, to: stage.name + attack)
                            return stage
                        }
                        events[index].body = .plan(plan)
                    case .stepStarted(var step):
                        step.name += attack
                        events[index].body = .stepStarted(step)
                    case .look(var look):
                        look.look.readings = Dictionary(
                            look.look.readings.map { (evil($0.key), $0.value) }, uniquingKeysWith: { $1 })
                        for key in look.look.readings.keys {
                            look.look.readings[key]?.why = attack
                            if look.look.readings[key]?.identities?.isEmpty == false {
                                look.look.readings[key]?.identities = [attack]
                            }
                        }
                        look.blob = attack
                        events[index].body = .look(look)
                    default: break
                    }
                }
                let t = events.last?.t ?? 0
                let more: [RunEvent.Body] = [
                    .pageError(PageError(message: attack, stack: attack)),
                    .dialog(DialogAnswered(type: attack, message: attack, accepted: true)),
                    .download(Download(url: attack, suggestedName: attack, state: attack)),
                    .navigation(Navigation(frame: attack, url: attack)), .dropped(Dropped(what: attack, count: 1)),
                    .captured(Captured(name: attack, value: attack)),
                    .screenshot(BlobTaken(blob: "../\(attack).png", step: nil, why: attack)),
                    .fault(Fault(code: .internal, detail: attack)),
                ]
                for body in more { events.append(RunEvent(seq: events.count, t: t, body: body)) }
            },
            files: [
                BundleFile(path: "blobs/\(attack)", size: 1, sha256: "00"),
                BundleFile(path: attack, size: 1, sha256: "0"),
            ])
    }

    @Test("No text becomes a tag, an attribute or the end of a script", arguments: attacks)
    func escaped(_ attack: String) throws {
        let (page, plain) = (ReportPage(try record(attack)), ReportPage(try record("plain text")))
        // The same elements with the same attributes, whatever is written in them; only what is drawn may differ in number.
        let count = { (page: ReportPage, name: String) in page.html.components(separatedBy: "<\(name)").count }
        for name in [
            "script", "/script", "style", "/style", "img", "svg", "a ", "title", "b>", "!--", "section", "tr", "dd",
        ] {
            #expect(count(page, name) == count(plain, name), "<\(name)")
        }
        for tag in page.tags {
            #expect(!tag.replacing(/"[^"]*"/, with: "\"\"").contains(" on"), "\(tag)")
            #expect(!tag.contains(/(href|src)="javascript:/), "\(tag)")
        }
        #expect(!page.html.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" || $0 == "\u{1B}" })
    }

    @Test("The data holds the text as it is, and nothing in it ends the script", arguments: attacks)
    func data(_ attack: String) throws {
        let page = ReportPage(try record(attack))
        #expect(!page.island.contains("<"))
        let messages = try #require(try page.data["messages"]?.arrayValue)
        #expect(messages.contains { $0["text"] == .string(attack) })
        #expect(
            try page.data["looks"]?.arrayValue?.allSatisfy { $0["blob"] == nil } == true, "no path out of the bundle")
        #expect(try page.data["linked"] == [] && page.data["frames"] == [])
    }
}
