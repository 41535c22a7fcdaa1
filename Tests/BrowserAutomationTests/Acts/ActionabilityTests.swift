import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("Actionability", .timeLimit(.minutes(3)))
struct ActionabilityTests {
    private static let button = "<button id=go onclick=\"out.textContent += '!'\">Go</button><p id=out></p>"

    private func refusal(
        _ html: String, _ act: (Page) async throws -> Void
    ) async throws -> BrowserError.NotActionable? {
        try await TestBrowser.withHTML(html) { page, _ in
            do {
                try await act(page)
            } catch BrowserError.notActionable(let problem) {
                return problem
            }
            return nil
        }
    }

    @Test("names the overlay that covers a button, and the button is not clicked")
    func covered() async throws {
        let html = Self.button + "<div class=overlay style='position:fixed;inset:0'><p>Please wait</p></div>"
        try await TestBrowser.withHTML(html) { page, _ in
            let error = try await browserError {
                try await page.click(.css("#go"), deadline: TestBrowser.brief)
            }
            #expect(error?.description.contains("covered by <p>Please wait</p> from <div class=\"overlay\">") == true)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "")
        }
    }

    @Test("waits for an overlay to go")
    func overlayGoes() async throws {
        // The first attempt scrolls, and the overlay stays for some frames after that.
        let html = """
            <div style="height:2000px"></div>\(Self.button)<div id=overlay style='position:fixed;inset:0'></div>
            <script>addEventListener("scroll", () => setTimeout(() => overlay.remove(), 200), { once: true })</script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.attempts > 1)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    private static func options(clearing clear: @escaping @Sendable () async throws -> Bool) -> ActOptions {
        var options = ActOptions()
        options.clearsWay = clear
        return options
    }

    @Test("lets what lies in the way be taken away, and looks again at once")
    func clearsWay() async throws {
        let html = Self.button + "<div id=overlay style='position:fixed;inset:0'></div>"
        try await TestBrowser.withHTML(html) { page, _ in
            let options = Self.options {
                let script = "document.getElementById('overlay')?.remove() ?? null"
                _ = try await page.evaluate(script, deadline: TestBrowser.soon)
                return true
            }
            let report = try await page.click(.css("#go"), options: options, deadline: TestBrowser.soon)
            #expect(report.log.contains { $0.contains("taken away") })
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    @Test("ends with what is said of an obstacle that stays")
    func staysInTheWay() async throws {
        struct Stays: Error {}
        let html = Self.button + "<div id=overlay style='position:fixed;inset:0'></div>"
        try await TestBrowser.withHTML(html) { page, _ in
            let options = Self.options { throw Stays() }
            await #expect(throws: Stays.self) {
                try await page.click(.css("#go"), options: options, deadline: TestBrowser.soon)
            }
        }
    }

    @Test("stops the events when an overlay slides in between check and press, and tries again")
    func overlayDuringDispatch() async throws {
        // The overlay comes with the pointer's first move over the button, after the check, before the press.
        let html =
            Self.button + """
                <div id=overlay style='position:fixed;inset:0;display:none'></div>
                <script>
                let presses = 0, shown = 0;
                go.addEventListener("mousemove", () => {
                    if (shown++ > 0) return;
                    overlay.style.display = "block";
                    setTimeout(() => overlay.style.display = "none", 300);
                });
                overlay.addEventListener("mousedown", () => presses++);
                overlay.addEventListener("click", () => presses++);
                </script>
                """
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.log.contains { $0.contains("stopped before the page saw it") })
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
            #expect(try await page.evaluate("presses", deadline: TestBrowser.soon) == "0")
        }
    }

    @Test("notices when the events went into a frame that slid in, and tries again")
    func frameDuringDispatch() async throws {
        let html =
            Self.button + """
                <iframe id=overlay style='position:fixed;inset:0;width:100%;height:100%;border:0;display:none'></iframe>
                <script>
                let shown = 0;
                go.addEventListener("mousemove", () => {
                    if (shown++ > 0) return;
                    overlay.style.display = "block";
                    setTimeout(() => overlay.remove(), 300);
                });
                </script>
                """
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.attempts > 1)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    @Test(
        "is not held up by links that lead to no document",
        arguments: [
            "<a id=go href='mailto:a@b.c'>x</a>", "<a id=go href='javascript:void 0' onclick='void 0'>x</a>",
            "<a id=go href='unknown-scheme:x'>x</a>", "<a id=go href='/none'>x</a>",
            "<a id=go href='data:text/html,x'>x</a>",
            "<a id=go href='/file' download>x</a>", "<a id=go href='http://127.0.0.1:1/'>x</a>",
            "<a id=go href='/slow' onclick='setTimeout(() => window.stop(), 50)'>x</a>",
            "<button id=go onclick=\"location.href = '#x'\">x</button>",
            "<button id=go onclick=\"location.href = URL.createObjectURL(new Blob(['x']))\">x</button>",
        ])
    func noDocument(html: String) async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer(routes: [
            "/": .html(html), "/none": .text("", status: 204), "/file": .text("x"),
            "/slow": FixtureResponse.html("x").held(by: gate),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, _ in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(report.dispatchedAt != nil)
            #expect(!report.log.contains { $0.contains("no answer yet") })
        }
    }

    @Test("waits until a moving target holds still")
    func animating() async throws {
        let html = """
            <style>@keyframes slide { from { margin-left: 0 } to { margin-left: 400px } }
            #go { animation: slide 300ms linear forwards }</style>
            """ + Self.button
        try await TestBrowser.withHTML(html) { page, _ in
            let report = try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect((report.x ?? 0) > 400)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    /// It moves one way only: what comes back can be at the same place in two frames that are far apart.
    private static let moving =
        """
        <style>@keyframes slide { from { margin-left: 0 } to { margin-left: 400px } }
        #go { animation: slide 20s linear infinite }</style>
        """ + button

    @Test("says so when a target never holds still")
    func neverStable() async throws {
        let problem = try await refusal(Self.moving) {
            try await $0.click(.css("#go"), deadline: TestBrowser.brief)
        }
        #expect(problem?.reason == .notStable)
    }

    @Test("does not take a target for still because the page makes no frame for a while")
    func slowFrames() async throws {
        let busy = "setInterval(() => { for (const end = performance.now() + 260; performance.now() < end;); })"
        try await TestBrowser.withHTML(Self.moving + "<script>\(busy)</script>") { page, _ in
            let error = try await browserError {
                try await page.click(.css("#go"), deadline: TestBrowser.brief)
            }
            #expect(error?.description.contains("dispatched") == false, "\(String(describing: error))")
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "")
        }
    }

    @Test("clicks what stands still, though the page makes a frame in a second or less often")
    func rareFrames() async throws {
        let busy = "setInterval(() => { for (const end = performance.now() + 1300; performance.now() < end;); })"
        try await TestBrowser.withHTML(Self.button + "<script>\(busy)</script>") { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    @Test("finds the new node when a framework replaces the old one all the time")
    func rerendered() async throws {
        let html = """
            <div id=place></div><p id=out></p>
            <script>
            const render = () => {
                place.innerHTML = "<button id=go>Go</button>";
                place.firstChild.addEventListener("click", () => out.textContent += "!");
            };
            render();
            const timer = setInterval(render, 30);
            setTimeout(() => clearInterval(timer), 600);
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { $0.text == "!" }
            #expect(seen.isMet)
        }
    }

    @Test("scrolls a target out from under a sticky header")
    func stickyHeader() async throws {
        let html = """
            <header style="position:fixed;top:0;left:0;right:0;height:420px;background:#ccc">Header</header>
            <footer style="position:fixed;bottom:0;left:0;right:0;height:200px;background:#ccc">Footer</footer>
            <div style="height:1500px"></div>
            """ + Self.button + "<div style='height:1500px'></div>"
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    @Test("sees through open shadow roots and slots")
    func shadow() async throws {
        let html = """
            <p id=out></p><div id=host><span>Slotted</span></div>
            <script>
            const root = host.attachShadow({ mode: "open" });
            root.innerHTML = "<button id=go><slot></slot></button>";
            root.querySelector("button").addEventListener("click", () => out.textContent = "clicked");
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "clicked")
        }
    }

    @Test("accepts a click on what is inside the target, and on a target made of pieces")
    func inside() async throws {
        let html = """
            <p id=out></p><button id=go onclick="out.textContent='a'" style="padding:0"><b style="display:block">In</b></button>
            <div style="width:60px"><a id=link href="#" onclick="out.textContent='b'">two lines of link</a></div>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "a")
            try await page.click(.css("#link"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "b")
        }
    }

    @Test(
        "refuses what a user could not do, and says why",
        arguments: [
            ("<button id=x style='display:none'>x</button>", "click", BrowserError.Reason.notVisible),
            ("<button id=x style='visibility:hidden'>x</button>", "click", .notVisible),
            ("<button id=x style='width:0;height:0;padding:0;border:0'></button>", "click", .notVisible),
            ("<button id=x disabled>x</button>", "click", .disabled),
            ("<fieldset disabled><button id=x>x</button></fieldset>", "click", .disabled),
            ("<div aria-disabled=true><button id=x>x</button></div>", "click", .disabled),
            ("<input id=x readonly>", "fill", .readonly),
            ("<input id=x disabled>", "fill", .disabled),
            ("<p id=x>x</p>", "fill", .notEditable),
            ("<input id=x type=checkbox>", "fill", .unfit),
            ("<p id=x>x</p>", "select", .unfit),
        ])
    func refuses(html: String, act: String, reason: BrowserError.Reason) async throws {
        let problem = try await refusal(html) { page in
            switch act {
            case "fill": try await page.fill(.css("#x"), with: "text", deadline: TestBrowser.brief)
            case "select": try await page.select(["a"], in: .css("#x"), deadline: TestBrowser.brief)
            default: try await page.click(.css("#x"), deadline: TestBrowser.brief)
            }
        }
        #expect(problem?.reason == reason)
        #expect(problem?.element?.contains("id=\"x\"") == true)
    }

    @Test("clicks what is merely transparent")
    func transparent() async throws {
        try await TestBrowser.withHTML("<style>#go { opacity: 0 }</style>" + Self.button) { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "!")
        }
    }

    @Test("names the locator and what was tried when nothing matches")
    func notFound() async throws {
        try await TestBrowser.withHTML("<p>") { page, _ in
            let error = try await browserError {
                try await page.click(.testid("nope"), deadline: TestBrowser.brief)
            }
            #expect(error?.description.contains("no element matches testid “nope”") == true)
            #expect(error?.log.last?.contains("× nothing matches") == true)
        }
    }

    @Test("waits for the commit of a navigation that a click starts")
    func clickRacesNavigation() async throws {
        let gate = Gate()
        let server = try FixtureServer(routes: [
            "/": .html("<title>one</title><a id=link href=/next>next</a>"),
            "/next": FixtureResponse.html("<title>two</title><h1>Two</h1>").held(by: gate),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, _ in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let opener = Task {
                try await server.request { $0.path == "/next" }
                gate.open()
            }
            let report = try await page.click(.css("#link"), deadline: TestBrowser.soon)
            try await opener.value
            #expect(report.effects.contains(.navigation))
            #expect(await page.url == server.url("/next"))
            let seen = try await page.expect(.role("heading", name: "Two"), deadline: TestBrowser.soon) { $0.isVisible }
            #expect(seen.isMet)
        }
    }

    @Test("is dropped where force is asked for")
    func force() async throws {
        let html = Self.button + "<div onclick=\"out.textContent='overlay'\" style='position:fixed;inset:0'></div>"
        try await TestBrowser.withHTML(html) { page, _ in
            var options = ActOptions()
            options.force = true
            try await page.click(.css("#go"), options: options, deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "overlay")
        }
    }
}
