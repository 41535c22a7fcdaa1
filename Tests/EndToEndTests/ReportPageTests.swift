import BrowserAutomation
import Foundation
import Synchronization
import TestSupport
import Testing

/// `report.html` of a real run, opened in a real browser from where the run left it.
@Suite(.timeLimit(.minutes(15)))
struct ReportPageTests {
    @Test("The report of a run opens from its file, complains of nothing and loads nothing")
    func opens() async throws {
        try await withReport(of: .stuck) { page, events, bundle in
            #expect(try await page.title(deadline: soon).contains("failed"))
            let headline = try await page.state(of: .css("h1"), deadline: soon).text
            #expect(headline?.contains("granted did not come") == true, "\(headline ?? "")")
            #expect(try await page.state(of: .css(".plot"), deadline: soon).isVisible)
            #expect(events.complaints.isEmpty, "\(events.complaints)")
            #expect(
                events.requests.allSatisfy { $0.hasPrefix("data:") || $0.hasSuffix("/report.html") },
                "\(events.requests)")
            let links = try await strings(
                page, "[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
            for link in links where !link.hasPrefix("#") && link != "blobs/" {
                #expect(bundle.files.contains(link), "\(link)")
            }
        }
    }

    @Test("A look that is clicked shows its difference to the one before")
    func difference() async throws {
        try await withReport(of: .stuck) { page, _, _ in
            var tick = Locator.css(".tick.changed")
            tick.nth = 0
            try await page.click(tick, deadline: soon)
            let told = try await strings(
                page, "[...document.querySelectorAll('.details.open .difference')].map((part) => part.textContent)"
            ).joined()
            #expect(told.contains("$.accepted") && told.contains("false") && told.contains("true"), "\(told)")
            #expect(told.contains("does not hold") && told.contains("holds"), "\(told)")
        }
    }

    @Test("Everything on the axis is reached and left by the keyboard")
    func keyboard() async throws {
        try await withReport(of: .stuck) { page, _, _ in
            // The trigger is where the tabulator comes to first.
            _ = try await page.evaluate("document.querySelector('.plot [tabindex=\"0\"]').focus()", deadline: soon)
            #expect(try await focused(page).contains("trigger"))
            try await page.press("Enter", on: nil, deadline: soon)
            try await page.waitForEval(
                "document.querySelector('.details.open h2')?.textContent.includes('click')", deadline: soon)
            try await page.press("ArrowRight", on: nil, deadline: soon)
            try await page.waitForEval(
                "document.querySelector('.details.open h2')?.textContent.includes('expect')", deadline: soon)
            try await page.press("Escape", on: nil, deadline: soon)
            try await page.waitForEval("!document.querySelector('.details.open')", deadline: soon)
            #expect(try await focused(page).contains("expect"), "the focus stays where it was")
            for _ in 0..<30 { try await page.press("ArrowDown", on: nil, deadline: soon) }
            #expect(try await focused(page).contains("look of"), "the last lane")
            try await page.press("/", on: nil, deadline: soon)
            try await page.waitForEval("document.activeElement.id === 'search'", deadline: soon)
            try await page.type("accepted", into: nil, deadline: soon)
            try await page.waitForEval("document.querySelectorAll('.everything .entry').length > 0", deadline: soon)
            try await page.press("Escape", on: nil, deadline: soon)
            try await page.waitForEval("document.querySelector('.everything').hidden", deadline: soon)
        }
    }

    @Test("Without a script the verdict, the answers and the tables are there", arguments: [400, 1000])
    func withoutScript(width: Int) async throws {
        try await withReport(of: .stuck, width: width, { $0.replacing(/(?s)<script>.*<\/script>/, with: "") }) {
            page, _, _ in
            for part in ["h1", ".answers", "table.stages", "table.steps", ".facts"] {
                let state = try await page.state(of: .css(part), deadline: soon)
                #expect(state.isVisible, "\(part)")
            }
            #expect(try await page.state(of: .css(".answers dd"), deadline: soon).count == 5)
            let isHidden = try await page.evaluate("document.querySelector('section.axis').hidden", deadline: soon)
            #expect(isHidden == "true")
        }
    }

    @Test(
        "Nothing is wider than a small window", arguments: [SampleApplication.Ailment.none, .stuck, .twice, .noButton])
    func narrow(_ ailment: SampleApplication.Ailment) async throws {
        try await withReport(of: ailment, width: 400) { page, events, _ in
            let overflow = "document.documentElement.scrollWidth - window.innerWidth"
            #expect(try await page.evaluate(overflow, deadline: soon) == "0")
            _ = try await page.evaluate("document.querySelector('.plot [tabindex=\"0\"]').click()", deadline: soon)
            try await page.waitForEval("document.querySelector('.details.open')", deadline: soon)
            #expect(try await page.evaluate(overflow, deadline: soon) == "0")
            #expect(events.complaints.isEmpty, "\(events.complaints)")
        }
    }

    // MARK: Helpers

    private var soon: ContinuousClock.Instant { .now + .seconds(30) }

    /// Makes a run and opens its report.
    private func withReport(
        of ailment: SampleApplication.Ailment,
        width: Int = 1280,
        _ change: (String) -> String = { $0 },
        _ body: (Page, Seen, RunBundle) async throws -> Void
    ) async throws {
        let workplace = try Workplace()
        let application = try SampleApplication(ailment)
        let scenario = SampleScenario(trigger: "click: { testid: go }, timeout: 2s", within: "2s")
        let path = try workplace.write(scenario.text, as: "s.yaml")
        _ = try await withTool(
            ["run", path, "--artifacts", "always"], in: workplace, environment: application.environment
        ) { try await $0.ended() }
        let bundle = try workplace.bundle()
        let file = bundle.folder.appending(path: "report.html")
        let html = try String(contentsOf: file, encoding: .utf8)
        try Data(change(html).utf8).write(to: file)

        let seen = Seen()
        var options = BrowserOptions(environment: ProcessInfo.processInfo.environment)
        options.withoutSandbox = true
        try await Slots.shared.enter {
            try await withBrowser(options, deadline: soon) { browser in
                var context = ContextOptions()
                context.viewport = Viewport(width: width, height: 900)
                context.onEvent = { seen.add($0) }
                let page = try await browser.newContext(context, deadline: soon).newPage(deadline: soon)
                try await page.goto(file.absoluteString, deadline: soon)
                try await body(page, seen, bundle)
            }
        }
    }

    private func focused(_ page: Page) async throws -> String {
        try await page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''", deadline: soon)
    }

    private func strings(_ page: Page, _ script: String) async throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(try await page.evaluate(script, deadline: soon).utf8))
    }
}

/// What a page loaded, and what it complained of.
private final class Seen: Sendable {
    private let events = Mutex<[BrowserEvent]>([])

    func add(_ event: BrowserEvent) { events.withLock { $0.append(event) } }

    /// The addresses of all requests.
    var requests: [String] {
        events.withLock { $0 }.compactMap { event -> String? in
            if case .request(let request) = event { request.url } else { nil }
        }
    }

    /// Lines on the console, violations of the policy among them, and errors.
    var complaints: [String] {
        events.withLock { $0 }.compactMap { event -> String? in
            switch event {
            case .console(let message): message.text
            case .pageError(let error): error.message
            default: nil
            }
        }
    }
}
