import BrowserAutomation
import Foundation
import Synchronization
import Testing

@Suite("Ghost clicks and triggers", .timeLimit(.minutes(3)))
struct GhostClickTests {
    /// A button whose listener attaches a while after an event: `load`, or the first click that nothing hears.
    private static func late(_ milliseconds: Int, after event: String) -> String {
        """
        <button id=go>Go</button><p id=out></p><script>
        let clicks = 0, isAttached = false;
        const attach = () => {
            isAttached = true;
            go.addEventListener("click", () => { clicks++; out.textContent = clicks; });
        };
        go.addEventListener("focus", () => {});
        document.addEventListener("click", () => {});
        addEventListener("\(event)", () => setTimeout(attach, \(milliseconds)), { once: true });
        </script>
        """
    }

    @Test("a click waits for a listener that attaches late, and is not lost")
    func waitsForListener() async throws {
        try await TestBrowser.withHTML(Self.late(700, after: "load")) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.answeredBy == "listener")
            #expect(report.effects.contains(.mutation))
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "1")
        }
    }

    @Test("a click that nothing answered is done again when a listener comes after all")
    func repeats() async throws {
        try await TestBrowser.withHTML(Self.late(300, after: "click")) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.isRepeated)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "1")
        }
    }

    @Test("a trigger that nothing answered is dispatched once only")
    func triggerOnce() async throws {
        let dispatches = Mutex<[ContinuousClock.Instant]>([])
        try await TestBrowser.withHTML(Self.late(300, after: "click")) { page, _ in
            let options = ActOptions.trigger { instant in dispatches.withLock { $0.append(instant) } }
            let report = try await page.click(.css("#go"), options: options, deadline: TestBrowser.soon)
            #expect(!report.listenerFound)
            #expect(await page.effects(since: report, deadline: TestBrowser.soon).isEmpty)
            #expect(report.dispatchedAt == dispatches.withLock(\.first))
            // The listener is there now, and still nothing is done again.
            try await page.waitForEval("isAttached", deadline: TestBrowser.soon)
            #expect(try await page.evaluate("clicks", deadline: TestBrowser.soon) == "0")
        }
        #expect(dispatches.withLock(\.count) == 1)
    }

    @Test("a trigger whose press was stopped by the interceptor does not count as dispatched")
    func blockedTrigger() async throws {
        let html = """
            <button id=go onclick="out.textContent += '!'">Go</button><p id=out></p>
            <div id=overlay style='position:fixed;inset:0;display:none'></div>
            <script>
            let shown = 0;
            go.addEventListener("mousemove", () => {
                if (shown++ > 0) return;
                overlay.style.display = "block";
                setTimeout(() => overlay.style.display = "none", 300);
            });
            </script>
            """
        let dispatches = Mutex(0)
        try await TestBrowser.withHTML(html) { page, _ in
            let options = ActOptions.trigger { _ in dispatches.withLock { $0 += 1 } }
            let report = try await page.click(.css("#go"), options: options, deadline: TestBrowser.soon)
            #expect(report.attempts > 1)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
        #expect(dispatches.withLock(\.self) == 1)
    }

    @Test(
        "what HTML itself answers needs no listener and no waiting",
        arguments: [
            ("<a id=go href=/next>x</a>", "link"),
            ("<form action=/next><button id=go>x</button></form>", "submit"),
            ("<form method=post><input id=go type=submit></form>", "submit"),
            (
                "<form id=form><button id=go>x</button></form><script>form.addEventListener('submit', () => {})</script>",
                "listener"
            ),
            ("<label id=go>x <input type=checkbox></label>", "label"),
            ("<input id=go type=checkbox>", "control"),
            ("<details><summary id=go>x</summary></details>", "toggle"),
            ("<button id=go onclick='void 0'>x</button>", "inline"),
            ("<div onclick='void 0'><button id=go>x</button></div>", "inline"),
            (
                "<div id=root><button id=go>x</button></div><script>root.addEventListener('click', () => {})</script>",
                "listener"
            ),
            ("<button id=go>x</button><script>go.__reactProps$1 = { onClick() {} }</script>", "framework"),
        ])
    func answers(html: String, expected: String) async throws {
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.answeredBy == expected)
            #expect(!report.log.contains { $0.contains("waiting for a listener") })
        }
    }

    @Test("a site that listens on its document only is waited for once")
    func delegation() async throws {
        let html = """
            <button id=go>Go</button><p id=out>0</p><script>
            document.addEventListener("click", (event) => { if (event.target === go) out.textContent++; });
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            let first = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(first.log.contains { $0.contains("waiting for a listener") })
            let second = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(second.answeredBy == "document")
            #expect(!second.log.contains { $0.contains("waiting for a listener") })
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "2")
        }
    }

    @Test(
        "effects are told apart",
        arguments: [
            ("out.textContent = 'x'", ActionEffect.mutation), ("fetch('/x').catch(() => {})", .request),
            ("history.pushState({}, '', '/pushed')", .navigation), ("alert('x')", .dialog),
            ("localStorage.setItem('a', 'b')", .storage), ("field.focus()", .focus),
        ])
    func effects(script: String, effect: ActionEffect) async throws {
        let html = "<div id=go onclick=\"\(script)\">Go</div><input id=field><p id=out></p>"
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.effects == [effect])
        }
    }

    @Test("what moves by itself, polls or only counts clicks is no effect")
    func background() async throws {
        let html = """
            <p id=clock>0</p><button id=go>Go</button><script>
            setInterval(() => { clock.textContent++; fetch("/poll?" + Math.random()).catch(() => {}); }, 30);
            document.addEventListener("click", () => navigator.sendBeacon("/count"));
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.answeredBy == nil)
            let effects = await page.effects(since: report, deadline: TestBrowser.soon)
            #expect(effects.isEmpty)
        }
    }

    @Test("effects that come later are seen when asked for again")
    func laterEffects() async throws {
        let html = "<div id=go onclick='void 0'>Go</div><p id=out></p>"
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.effects.isEmpty)
            _ = try await page.evaluate("void (out.textContent = 'x')", deadline: TestBrowser.soon)
            #expect(await page.effects(since: report, deadline: TestBrowser.soon) == [.mutation])
        }
    }
}
