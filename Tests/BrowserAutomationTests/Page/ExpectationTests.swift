import BrowserAutomation
import TestSupport
import Testing

@Suite("Expectations", .timeLimit(.minutes(3)))
struct ExpectationTests {
    @Test("are met as soon as the page changes")
    func met() async throws {
        let html = "<p id=out>Free</p><script>setTimeout(() => out.textContent = ' Pro\\n plan ', 100)</script>"
        try await TestBrowser.withHTML(html) { page, _ in
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { $0.text == "Pro plan" }
            #expect(seen.isMet)
        }
    }

    @Test("that are not met are a value with the last state and a log of what was seen")
    func unmet() async throws {
        try await TestBrowser.withHTML("<p id=out>Free</p>") { page, _ in
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.brief) { $0.text == "Pro" }
            #expect(!seen.isMet)
            #expect(seen.state.text == "Free")
            #expect(seen.log == ["waiting for css “#out”", "<p id=\"out\">Free</p> is visible"])
        }
    }

    @Test("see what shows without any mutation: a transition, a property, a shadow tree")
    func quietChanges() async throws {
        let html = """
            <input id=x><div id=host></div><script>
            const root = host.attachShadow({ mode: "open" });
            setTimeout(() => x.value = "set", 100);
            setTimeout(() => root.innerHTML = "<p id=in>in</p>", 150);
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            let property = try await page.expect(.css("#x"), deadline: TestBrowser.soon) { $0.value == "set" }
            #expect(property.isMet)
            let shadow = try await page.expect(.css("#in"), deadline: TestBrowser.soon) { $0.isVisible }
            #expect(shadow.isMet)
        }
    }

    @Test("tell every property of an element apart")
    func properties() async throws {
        let html = """
            <style>.gone { display: none }</style>
            <input id=a value=v disabled class="big red"><input id=b type=checkbox checked><input id=c readonly autofocus>
            <p id=d class=gone>hidden</p><input id=e type=password value=hunter2><span id=f></span>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            func state(_ id: String) async throws -> ElementState {
                try await page.state(of: .css("#\(id)"), deadline: TestBrowser.soon)
            }
            let a = try await state("a")
            #expect(a.value == "v" && a.enabled == false && a.editable == false && a.classes == ["big", "red"])
            let b = try await state("b")
            #expect(b.checked == .on && b.role == "checkbox" && b.tag == "input")
            let c = try await state("c")
            #expect(c.enabled == true && c.editable == false && c.focused == true)
            let d = try await state("d")
            #expect(d.visible == false && d.count == 1 && d.text == "hidden" && d.attributes?["class"] == "gone")
            let e = try await state("e")
            #expect(e.value == "••••" && e.attributes?["value"] == "")
            #expect(try await state("f").visible == false)
            #expect(try await state("none") == .none)
        }
    }

    @Test("of the title are retried")
    func title() async throws {
        try await TestBrowser.withHTML(
            "<title>Old</title><script>setTimeout(() => document.title = 'New', 100)</script>"
        ) {
            page, _ in
            let seen = try await page.expectTitle(deadline: TestBrowser.soon) { $0 == "New" }
            #expect(seen.met && seen.title == "New")
        }
    }

    @Test("of the page's own truth are retried until truthy")
    func eval() async throws {
        try await TestBrowser.withHTML("<script>setTimeout(() => window.ready = { ok: 1 }, 100)</script>") { page, _ in
            try await page.waitForEval("window.ready && ready.ok", deadline: TestBrowser.soon)
            let error = try await browserError {
                try await page.waitForEval("missing.thing", deadline: TestBrowser.brief)
            }
            #expect(error?.log.last?.contains("missing is not defined") == true)
        }
    }

    @Test("see through a page that never stops loading and never stops moving")
    func busyPage() async throws {
        let gate = Gate()
        defer { gate.open() }
        let page = """
            <p id=out>0</p><script>
            setInterval(() => { fetch("/poll").catch(() => {}); out.textContent++; }, 5);
            </script>
            """
        let server = try FixtureServer(routes: ["/": .html(page), "/poll": FixtureResponse.text("x").held(by: gate)])
        try await TestBrowser.withPage { page, _ in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { Int($0.text ?? "0") ?? 0 > 20 }
            #expect(seen.isMet)
        }
        gate.open()
        server.stop()
    }
}
