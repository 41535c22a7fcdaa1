import BrowserAutomation
import Testing

@Suite("Accessible names", .timeLimit(.minutes(3)))
struct AccessibleNameTests {
    private static let cases: [(html: String, role: String, name: String)] = [
        ("<button id=x><svg><title>Save</title></svg></button>", "button", "Save"),
        ("<button id=x><img alt=Search></button>", "button", "Search"),
        ("<button id=x>Add <span aria-hidden=true>+</span></button>", "button", "Add"),
        ("<button id=x>Add <span style='display:none'>no</span></button>", "button", "Add"),
        ("<button id=x title=Tip></button>", "button", "Tip"),
        ("<style>#x::before{content:'New '}</style><button id=x>item</button>", "button", "New item"),
        ("<input id=x type=submit>", "button", "Submit"),
        ("<input id=x type=button value=Press>", "button", "Press"),
        ("<label for=x>Name</label><input id=x>", "textbox", "Name"),
        ("<label for=x>Pay <input value=5 aria-label=Sum> now</label><input id=x>", "textbox", "Pay 5 now"),
        ("<input id=x placeholder=Hint>", "textbox", "Hint"),
        ("<span id=a>One</span><span id=b>Two</span><input id=x aria-labelledby='b a'>", "textbox", "Two One"),
        ("<input id=x type=search aria-label='  Look  up '>", "searchbox", "Look up"),
        ("<input id=x type=number aria-label=n>", "spinbutton", "n"),
        ("<fieldset id=x><legend>Address</legend></fieldset>", "group", "Address"),
        ("<a id=x href=/>Go <b>home</b></a>", "link", "Go home"),
        ("<div id=x role=button><div>Up</div><div>Down</div></div>", "button", "Up Down"),
        ("<div id=x role=dialog aria-label=Settings></div>", "dialog", "Settings"),
        ("<section id=x aria-label=News></section>", "region", "News"),
        ("<table id=x><caption>Rows</caption></table>", "table", "Rows"),
        ("<img id=x alt=''>", "presentation", ""),
        ("<h2 id=x>A<br>B</h2>", "heading", "A B"),
        ("<header id=x></header>", "banner", ""),
        ("<article><header id=x></header></article>", "", ""),
        ("<p id=x>Text</p>", "paragraph", ""),
    ]

    @Test("and roles are those a screen reader announces")
    func names() async throws {
        try await TestBrowser.withHTML("<div id=place></div>") { page, _ in
            for (html, role, name) in Self.cases {
                let text = html.replacing("\\", with: "\\\\").replacing("`", with: "\\`")
                _ = try await page.evaluate("void (place.innerHTML = `\(text)`)", deadline: TestBrowser.soon)
                let state = try await page.state(of: .css("#x"), deadline: TestBrowser.soon)
                #expect(state.role == role, "\(html)")
                #expect(state.name == name, "\(html)")
            }
        }
    }
}
