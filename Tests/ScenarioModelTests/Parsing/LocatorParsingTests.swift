import ScenarioModel
import Testing

@Suite("Locators and expectations")
struct LocatorParsingTests {
    private func locator(_ text: String) throws -> LocatorSpec {
        guard case .click(let click) = try parsed(Sample.steps("- click: \(text)")).steps[0].action else {
            throw Unexpected()
        }
        return click.locator
    }

    private func expectation(_ text: String) throws -> ExpectSpec {
        guard case .expect(let expect) = try parsed(Sample.steps("- expect: \(text)")).steps[0].action else {
            throw Unexpected()
        }
        return expect
    }

    @Test(
        "each kind",
        arguments: ["testid", "label", "placeholder", "alt", "title", "css", "xpath", "text"])
    func kinds(_ key: String) throws {
        let locator = try locator("{ \(key): x }")
        let value: Template? =
            switch (key, locator.kind) {
            case ("testid", .testid(let text)), ("label", .label(let text)), ("placeholder", .placeholder(let text)),
                ("alt", .alt(let text)), ("title", .title(let text)), ("css", .css(let text)),
                ("xpath", .xpath(let text)), ("text", .text(let text)):
                text
            default: nil
            }
        #expect(value?.literal == "x")
        #expect(!locator.exact)
        #expect(locator.nth == nil)
    }

    @Test("a role with all that narrows it")
    func role() throws {
        let locator = try locator(
            """
            { role: button, name: Log in, level: 2, checked: false, pressed: true, expanded: false, selected: true,
                disabled: false, include_hidden: true, exact: true }
            """)
        guard case .role(let role) = locator.kind else { throw Unexpected() }
        #expect(role.role.literal == "button")
        #expect(role.name?.literal == "Log in")
        #expect(role.level == 2)
        #expect(role.checked == .off)
        #expect(role.pressed == .on)
        #expect(role.expanded == false)
        #expect(role.selected == true)
        #expect(role.disabled == false)
        #expect(role.includeHidden)
        #expect(locator.exact)
    }

    @Test("refinements, one inside the other")
    func refinements() throws {
        let locator = try locator(
            "{ css: li, has_text: Pro, has: { role: img }, within: { testid: plans, within: { css: main } }, nth: 2 }")
        #expect(locator.hasText?.literal == "Pro")
        #expect(locator.has?.description == "role: img")
        #expect(locator.within?.within?.description == "css: main")
        #expect(locator.nth == 2)
        #expect(try self.locator("{ css: li, first: true }").nth == 0)
        #expect(try self.locator("{ css: li, last: true }").nth == -1)
    }

    @Test("a locator alone asserts that it is visible")
    func visible() throws {
        let expect = try expectation("{ text: Saved }")
        guard case .locator(let locator) = expect.target, case .text = locator.kind else { throw Unexpected() }
        #expect(expect.assertions.map(\.kind) == [.visible(true)])
    }

    @Test("beside another locator `text` asserts")
    func text() throws {
        let expect = try expectation("{ testid: plan, text: Pro, ignore_case: true }")
        guard case .locator(let locator) = expect.target, case .testid = locator.kind,
            case .text(let text) = expect.assertions.first?.kind
        else { throw Unexpected() }
        #expect(text.literal == "Pro")
        #expect(expect.ignoreCase)
        #expect(locator.description == "testid: plan")
    }

    @Test("words for the opposite mean the same")
    func opposites() throws {
        #expect(try expectation("{ testid: a, hidden: true }").assertions.map(\.kind) == [.visible(false)])
        #expect(try expectation("{ testid: a, disabled: true }").assertions.map(\.kind) == [.enabled(false)])
        let negated = try expectation("{ testid: a, not: { checked: true } }").assertions
        #expect(negated.map(\.kind) == [.checked(true)])
        #expect(negated.map(\.negated) == [true])
    }

    @Test("every assertion on an element")
    func assertions() throws {
        let expect = try expectation(
            """
            { testid: a, enabled: true, focused: true, editable: false, actionable: false, count: 3, contains: b,
                value: c, class: d e, attribute: { href: "/x", hidden: } }
            """)
        let kinds = expect.assertions.map(\.kind)
        #expect(kinds.contains(.enabled(true)))
        #expect(kinds.contains(.focused(true)))
        #expect(kinds.contains(.editable(false)))
        #expect(kinds.contains(.actionable(false)))
        #expect(kinds.contains(.count(3)))
        #expect(kinds.contains(.attribute("hidden", nil)))
        let texts: [String?] = kinds.compactMap { kind in
            switch kind {
            case .contains(let text), .value(let text), .classes(let text), .attribute("href", let text?): text.literal
            default: nil
            }
        }
        #expect(texts == ["b", "c", "d e", "/x"])
    }

    @Test("a checkbox by role is asserted, not narrowed down")
    func roleAsserted() throws {
        let expect = try expectation("{ role: checkbox, name: Terms, checked: true }")
        guard case .locator(let locator) = expect.target, case .role(let role) = locator.kind else {
            throw Unexpected()
        }
        #expect(role.checked == nil)
        #expect(role.name?.literal == "Terms")
        #expect(expect.assertions.map(\.kind) == [.checked(true)])
    }

    @Test("address and title belong to the page, unless an element is asserted by its title")
    func page() throws {
        let page = try expectation("{ url: \"**/a\", title: Billing }")
        #expect(page.target == .page)
        #expect(page.assertions.count == 2)
        guard case .locator(let locator) = try expectation("{ title: Help, visible: true }").target,
            case .title = locator.kind
        else { throw Unexpected() }
        #expect(throws: Refused.self) { try expectation("{ testid: a, visible: true, url: \"**/a\" }") }
    }
}
