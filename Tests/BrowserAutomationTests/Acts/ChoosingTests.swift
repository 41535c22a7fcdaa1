import BrowserAutomation
import Testing

@Suite("Checking and selecting", .timeLimit(.minutes(3)))
struct ChoosingTests {
    @Test(
        "checks and unchecks whatever can be checked, once",
        arguments: [
            "<label><input id=x type=checkbox> Agree</label>",
            "<input id=x type=checkbox><label for=x>Agree</label>",
            "<div id=x role=checkbox aria-checked=false tabindex=0 onclick=\"this.ariaChecked = this.ariaChecked !== 'true'\">Agree</div>",
            "<button id=x role=switch aria-checked=false onclick=\"setTimeout(() => this.ariaChecked = this.ariaChecked !== 'true', 100)\">Agree</button>",
            "<style>#x{display:none}</style><input id=x type=checkbox><label for=x>Agree</label>",
            "<style>#x{opacity:0;position:absolute}</style><label><input id=x type=checkbox><span>Agree</span></label>",
        ])
    func check(html: String) async throws {
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.check(.css("#x"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).checked == .on)
            let again = try await page.check(.css("#x"), deadline: TestBrowser.soon)
            #expect(again.dispatchedAt == nil)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).checked == .on)
            try await page.uncheck(.css("#x"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).checked == .off)
        }
    }

    @Test("finds a checkbox by the text of its label")
    func byLabel() async throws {
        try await TestBrowser.withHTML("<label>Terms <input id=x type=checkbox></label>") { page, _ in
            try await page.check(.label("terms"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).checked == .on)
        }
    }

    @Test("says so when a click does not change the state")
    func stubborn() async throws {
        let html = "<input id=x type=checkbox onclick='return false'>"
        try await TestBrowser.withHTML(html) { page, _ in
            // To its end: until then a framework might still follow.
            let error = try await browserError { try await page.check(.css("#x"), deadline: .now + .seconds(10)) }
            #expect(error?.description.contains("did not change its state") == true)
        }
    }

    @Test("selects by value, by label and several at once")
    func select() async throws {
        let html = """
            <label>Plan <select id=one><option value=f>Free</option><option value=p>Pro  plan</option></select></label>
            <select id=many multiple><option>a<option>b<option>c</select>
            <script>const events = []; one.addEventListener("change", () => events.push(one.value))</script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.select(["p"], in: .css("#one"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#one"), deadline: TestBrowser.soon).value == "p")
            try await page.select(["Free"], in: .label("Plan"), deadline: TestBrowser.soon)
            try await page.select(["Pro plan"], in: .label("Plan"), deadline: TestBrowser.soon)
            #expect(try await page.evaluate("events.join()", deadline: TestBrowser.soon) == "\"p,f,p\"")
            try await page.select(["a", "c"], in: .css("#many"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#many"), deadline: TestBrowser.soon).value == "a, c")
        }
    }

    @Test("waits for an option, and lists those there are when it does not come")
    func missingOption() async throws {
        let html = "<select id=x><option>Free</select><script>setTimeout(() => x.add(new Option('Pro')), 300)</script>"
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.select(["Pro"], in: .css("#x"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).value == "Pro")
            let error = try await browserError {
                try await page.select(["Gold"], in: .css("#x"), deadline: TestBrowser.brief)
            }
            #expect(error?.description.contains("option “Gold” is not there; there are: Free, Pro") == true)
        }
    }
}
