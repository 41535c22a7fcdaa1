import BrowserAutomation
import Testing

@Suite("Filling and typing", .timeLimit(.minutes(3)))
struct FillTests {
    @Test(
        "replaces what is in a control, whatever its type",
        arguments: [
            ("<input id=x value=old>", "new text"),
            ("<input id=x type=email>", "a@b.c"),
            ("<input id=x type=password value=old>", "s3cret-1"),
            ("<input id=x type=number value=1>", "42.5"),
            ("<input id=x type=search>", "ünïcödé 🎉"),
            ("<input id=x type=date>", "2026-05-17"),
            ("<input id=x type=time>", "13:45"),
            ("<input id=x type=datetime-local>", "2026-05-17T13:45"),
            ("<input id=x type=month>", "2026-05"),
            ("<input id=x type=week>", "2026-W20"),
            ("<input id=x type=color>", "#aabbcc"),
            ("<input id=x type=range min=0 max=10>", "7"),
            ("<textarea id=x>old</textarea>", "two\nlines"),
            ("<input id=x value=old>", ""),
            ("<textarea id=x>old</textarea>", ""),
        ])
    func fill(html: String, text: String) async throws {
        let script = """
            <script>
            const events = [];
            for (const type of ["input", "change"]) x.addEventListener(type, (event) => events.push(event.type));
            </script>
            """
        try await TestBrowser.withHTML(html + script) { page, _ in
            try await page.fill(.css("#x"), with: text, deadline: TestBrowser.soon)
            #expect(try await page.evaluate("x.value", deadline: TestBrowser.soon) == jsonText(text))
            let told = try await page.evaluate("events.includes('input')", deadline: TestBrowser.soon)
            #expect(told == "true")
        }
    }

    @Test("replaces what is in a contenteditable element")
    func contentEditable() async throws {
        try await TestBrowser.withHTML("<div id=x contenteditable>old <b>bold</b></div>") { page, _ in
            try await page.fill(.css("#x"), with: "new", deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).text == "new")
            try await page.clear(.css("#x"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).text == "")
        }
    }

    @Test("goes through a label to its control")
    func throughLabel() async throws {
        try await TestBrowser.withHTML("<label id=l>Email <input id=x></label>") { page, _ in
            try await page.fill(.css("#l"), with: "a@b.c", deadline: TestBrowser.soon)
            #expect(try await page.state(of: .label("Email"), deadline: TestBrowser.soon).value == "a@b.c")
        }
    }

    @Test("sends trusted events")
    func trusted() async throws {
        let html = "<input id=x><script>let seen; x.addEventListener('input', (e) => seen = e.isTrusted)</script>"
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.fill(.css("#x"), with: "a", deadline: TestBrowser.soon)
            #expect(try await page.evaluate("seen", deadline: TestBrowser.soon) == "true")
        }
    }

    @Test("is seen by a framework that keeps its own idea of the value")
    func valueTracker() async throws {
        // React compares with a value it keeps in a setter on the node itself.
        let html = """
            <input id=x><p id=out></p><script>
            let tracked = "";
            const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
            Object.defineProperty(x, "value", { configurable: true, get() { return native.get.call(this); },
                set(value) { tracked = value; native.set.call(this, value); } });
            x.addEventListener("input", () => { if (x.value !== tracked) out.textContent = tracked = x.value; });
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.fill(.css("#x"), with: "typed", deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "typed")
        }
    }

    @Test("refuses a value the control cannot hold")
    func malformed() async throws {
        try await TestBrowser.withHTML("<input id=x type=date><input id=n type=number>") { page, _ in
            let date = try await browserError {
                try await page.fill(.css("#x"), with: "17.5.2026", deadline: TestBrowser.soon)
            }
            #expect(date?.description.contains("malformed value for an input of type date") == true)
            let number = try await browserError {
                try await page.fill(.css("#n"), with: "many", deadline: TestBrowser.soon)
            }
            #expect(number?.description.contains("takes a number only") == true)
        }
    }

    @Test("types key by key, with a key event for each character")
    func typing() async throws {
        let html = """
            <input id=x value=a><script>
            const keys = []; x.addEventListener("keydown", (e) => keys.push(e.key + (e.shiftKey ? "+shift" : "")));
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.type("bC!é\n", into: .css("#x"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).value == "abC!é")
            let keys = try await page.evaluate("keys.join(' ')", deadline: TestBrowser.soon)
            #expect(keys == "\"b C+shift !+shift Enter\"")
        }
    }

    @Test("presses keys with modifiers, on an element or on what has the focus")
    func press() async throws {
        let html = """
            <form onsubmit="out.textContent='submitted';return false"><input id=x value="some text"></form><p id=out></p>
            <script>
            addEventListener("keydown", (e) => {
                if (e.ctrlKey && e.key === "s") { e.preventDefault(); out.textContent = "saved " + e.code; }
            });
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.press("Control+S", on: nil, deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "saved KeyS")
            try await page.press("Control+A", on: .css("#x"), deadline: TestBrowser.soon)
            try await page.press("Backspace", on: nil, deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).value == "")
            try await page.press("Enter", on: .css("#x"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "submitted")
        }
    }

    @Test(
        "reads key presses as they are written",
        arguments: [
            ("Enter", [], "Enter"), ("Control+S", ["Control"], "S"),
            ("Ctrl+Shift+Left", ["Control", "Shift"], "ArrowLeft"),
            ("+", [], "+"), ("Control++", ["Control"], "+"), ("Esc", [], "Escape"), ("ö", [], "ö"),
        ])
    func keyPress(text: String, modifiers: [String], key: String) throws {
        let press = try KeyPress(text)
        #expect(press.modifiers == modifiers)
        #expect(press.key == key)
    }

    @Test("names the part that is no key", arguments: ["Contrl+S", "Entr", ""])
    func noKey(text: String) {
        #expect(throws: BrowserError.self) { try KeyPress(text) }
    }
}

/// A text as JSON.
private func jsonText(_ text: String) -> String {
    "\"" + text.replacing("\n", with: "\\n") + "\""
}
