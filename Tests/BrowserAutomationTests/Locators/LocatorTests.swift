import BrowserAutomation
import Testing

@Suite("Locators", .timeLimit(.minutes(3)))
struct LocatorTests {
    private static let page = """
        <h1 id=h1>Plans <b id=b>and prices</b></h1>
        <h2 id=h2>Plans</h2>
        <label>Email <input id=email type=email placeholder="you@example.com"></label>
        <label for=password>Password</label><input id=password type=password>
        <input id=search aria-label="Search the site" title="Find things">
        <span id=hint>Coupon code</span><input id=coupon aria-labelledby=hint>
        <button id=login>  Log
           in </button>
        <button id=close aria-label="Close dialog">x</button>
        <button id=off disabled>Log out</button>
        <div style="display:none"><button id=hidden>Log in later</button></div>
        <div aria-hidden=true><button id=ariahidden>Log in never</button></div>
        <ul id=list><li id=one>Free plan</li><li id=two>Pro plan <a id=link href=/pro>Upgrade</a></li><li id=three>Team</li></ul>
        <img id=img alt="Company logo"><a id=nohref>Not a link</a>
        <input type=checkbox id=agree checked><label for=agree>I agree</label>
        <div id=switch role=switch aria-checked=false tabindex=0>Dark mode</div>
        <button id=toggle aria-pressed=true>Bold</button><button id=menu aria-expanded=false>Menu</button>
        <select id=plan aria-label=Plan><option>Free<option>Pro</select>
        <div data-testid=card id=card data-qa=other>Card</div>
        <nav id=nav><a id=home href=/>Home</a></nav>
        <table><caption>Invoices</caption><tr><th id=th>Date</th></tr><tr><td id=td>May</td></tr></table>
        <div id=host></div><div id=outer class=outer></div>
        <script>
        const root = host.attachShadow({ mode: "open" });
        root.innerHTML = "<div class=in><label>City <input id=city></label><button id=shadow data-testid=deep>Shadow</button></div>";
        outer.attachShadow({ mode: "open" }).innerHTML = "<p id=para class=inner>Across</p>";
        </script>
        """

    private static let cases: [(Locator, [String])] = [
        (.role("heading", name: "plans"), ["h1", "h2"]),
        (.role("heading", name: "Plans and prices"), ["h1"]),
        (make(.role("heading", name: "Plans")) { $0.exact = true }, ["h2"]),
        (make(.role("heading")) { $0.level = 1 }, ["h1"]),
        (.role("button", name: "log in"), ["login"]),
        (make(.role("button", name: "log in")) { $0.includeHidden = true }, ["login", "hidden", "ariahidden"]),
        (.role("button", name: "Close"), ["close"]),
        (make(.role("button")) { $0.disabled = true }, ["off"]),
        (make(.role("button")) { $0.pressed = true }, ["toggle"]),
        (make(.role("button", name: "Menu")) { $0.expanded = false }, ["menu"]),
        (.role("textbox", name: "Email"), ["email"]),
        (.role("textbox", name: "Coupon"), ["coupon"]),
        (.role("link"), ["link", "home"]),
        (.role("img", name: "logo"), ["img"]),
        (.role("image"), ["img"]),
        (make(.role("checkbox", name: "agree")) { $0.checked = true }, ["agree"]),
        (make(.role("switch")) { $0.checked = false }, ["switch"]),
        (.role("combobox", name: "Plan"), ["plan"]),
        (make(.role("option")) { $0.selected = true }, [""]),
        (.role("navigation"), ["nav"]),
        (.role("columnheader"), ["th"]),
        (.role("cell", name: "may"), ["td"]),
        (.label("email"), ["email"]),
        (.label("Password"), ["password"]),
        (.label("search the"), ["search"]),
        (.label("coupon"), ["coupon"]),
        (.label("City"), ["city"]),
        (Locator(.placeholder, "YOU@"), ["email"]),
        (Locator(.alt, "logo"), ["img"]),
        (Locator(.title, "find"), ["search"]),
        (.testid("card"), ["card"]),
        (.testid("deep"), ["shadow"]),
        (make(.testid("other")) { $0.attribute = "data-qa" }, ["card"]),
        (.text("and prices"), ["b"]),
        (.text("shadow"), ["shadow"]),
        (make(.text("Team")) { $0.exact = true }, ["three"]),
        (.text("plan"), ["h1", "h2", "one", "two"]),
        (.css("#list > li:nth-child(2)"), ["two"]),
        (.css("#host .in > button, h1"), ["h1", "shadow"]),
        (.css(".outer .inner"), ["para"]),
        (Locator(.xpath, "//li[3]"), ["three"]),
        (make(.role("listitem")) { $0.hasText = "PRO" }, ["two"]),
        (make(.role("listitem")) { $0.has = .role("link", name: "Upgrade") }, ["two"]),
        (make(.role("link")) { $0.within = .css("#list") }, ["link"]),
        (make(.css("li")) { $0.nth = 0 }, ["one"]),
        (make(.css("li")) { $0.nth = -1 }, ["three"]),
        (make(.css("li")) { $0.nth = 7 }, []),
    ]

    private static func make(_ locator: Locator, _ change: (inout Locator) -> Void) -> Locator {
        var locator = locator
        change(&locator)
        return locator
    }

    @Test("find the elements a reader of the page would name")
    func findElements() async throws {
        try await TestBrowser.withHTML(Self.page) { page, _ in
            for (locator, expected) in Self.cases {
                let state = try await page.state(of: locator, deadline: TestBrowser.soon)
                #expect(state.count == expected.count, "\(locator): \(state.matches)")
                for (match, id) in zip(state.matches, expected) where !id.isEmpty {
                    #expect(match.contains("id=\"\(id)\""), "\(locator)")
                }
            }
        }
    }

    @Test("that match twice are refused with both, once they have done so for a while")
    func strict() async throws {
        try await TestBrowser.withHTML("<button id=a>Save</button><button id=b>Save as</button>") { page, _ in
            let both = ["<button id=\"a\">Save</button>", "<button id=\"b\">Save as</button>"]
            let clicked = try await browserError {
                try await page.click(.role("button", name: "save"), deadline: TestBrowser.soon)
            }
            #expect(clicked == .strict(locator: "role button named “save”", count: 2, matches: both))
            let expected = try await browserError {
                _ = try await page.expect(.role("button"), deadline: TestBrowser.soon) { $0.isVisible }
            }
            #expect(expected == .strict(locator: "role button", count: 2, matches: both))
        }
    }

    @Test("that match twice only while one view replaces another are waited for")
    func overlap() async throws {
        let html = """
            <button onclick="out.textContent='old'" id=old>Save</button><button onclick="out.textContent='new'">Save</button>
            <p id=out></p><script>setTimeout(() => old.remove(), 150)</script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.click(.role("button", name: "Save"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "new")
        }
    }

    @Test("with a faulty selector are refused in the browser's words")
    func faultySelector() async throws {
        try await TestBrowser.withHTML("<p>") { page, _ in
            let error = try await browserError {
                _ = try await page.state(of: .css("[[["), deadline: TestBrowser.soon)
            }
            #expect(error?.description.contains("'[[[' is not a valid selector") == true)
        }
    }
}
