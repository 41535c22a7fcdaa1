/// How to find elements: a kind, a value and refinements. A value; nothing is looked up until it is used.
///
/// Text matches as case-insensitive substring of the whitespace-normalised text, or as the whole text, case-sensitive,
/// when ``exact``. Open shadow roots are pierced by every kind. Roles and names are computed in the page (implicit
/// roles of HTML-AAM, names after Accessible Name 1.2), not asked from Chromium's accessibility tree: that way all
/// checks of one attempt run in one in-page call.
package struct Locator: Sendable, Hashable {
    /// What ``value`` is compared with.
    package enum Kind: String, Sendable, Hashable, Encodable, CaseIterable {
        case testid, role, label, placeholder, alt, title, css, xpath, text
    }

    /// What ``value`` is compared with.
    package var kind: Kind
    /// The test ID, role, text, selector or expression.
    package var value: String

    /// The attribute a test ID stands in.
    package var attribute = Locator.testIDAttribute
    /// The accessible name; with kind `role` only.
    package var name: String?
    /// The level of a heading; with kind `role` only, as the states that follow.
    package var level: Int?
    /// Whether it is checked.
    package var checked: Bool?
    /// Whether it is pressed.
    package var pressed: Bool?
    /// Whether it is expanded.
    package var expanded: Bool?
    /// Whether it is selected.
    package var selected: Bool?
    /// Whether it is disabled.
    package var disabled: Bool?
    /// Whether a role also finds what is hidden from assistive technology.
    package var includeHidden = false

    /// Compares the whole text, case-sensitive.
    package var exact = false
    /// Keeps only elements that contain this text.
    package var hasText: String?
    /// Keeps one of the matches, counted from 0; negative counts from the end.
    package var nth: Int?

    // A struct cannot hold itself: none or one each.
    private var inner: [Locator] = []
    private var outer: [Locator] = []

    /// The default attribute of test IDs, Playwright's.
    package static let testIDAttribute = "data-testid"

    /// Makes a locator without refinements.
    ///
    /// - Parameters:
    ///   - kind: What the value is compared with.
    ///   - value: The test ID, role, text, selector or expression.
    package init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }

    /// Keeps only elements that contain a match of this locator.
    package var has: Locator? {
        get { inner.first }
        set { inner = newValue.map { [$0] } ?? [] }
    }

    /// Looks only below the matches of this locator.
    package var within: Locator? {
        get { outer.first }
        set { outer = newValue.map { [$0] } ?? [] }
    }
}

extension Locator {
    /// A locator by role and, optionally, accessible name.
    package static func role(_ role: String, name: String? = nil) -> Locator {
        var locator = Locator(.role, role)
        locator.name = name
        return locator
    }

    /// A locator by test ID.
    package static func testid(_ value: String) -> Locator { Locator(.testid, value) }

    /// A locator by the text of a control's label.
    package static func label(_ value: String) -> Locator { Locator(.label, value) }

    /// A locator by CSS selector.
    package static func css(_ value: String) -> Locator { Locator(.css, value) }

    /// A locator by text.
    package static func text(_ value: String) -> Locator { Locator(.text, value) }
}

extension Locator: Encodable {
    private enum Key: String, CodingKey {
        case kind, value, attribute, name, level, checked, pressed, expanded, selected, disabled, includeHidden
        case exact, hasText, nth, has, within
    }

    /// Encodes the shape that `Scripts/locate.js` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(value, forKey: .value)
        if kind == .testid { try container.encode(attribute, forKey: .attribute) }
        if exact { try container.encode(true, forKey: .exact) }
        if includeHidden { try container.encode(true, forKey: .includeHidden) }
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(level, forKey: .level)
        try container.encodeIfPresent(checked, forKey: .checked)
        try container.encodeIfPresent(pressed, forKey: .pressed)
        try container.encodeIfPresent(expanded, forKey: .expanded)
        try container.encodeIfPresent(selected, forKey: .selected)
        try container.encodeIfPresent(disabled, forKey: .disabled)
        try container.encodeIfPresent(hasText, forKey: .hasText)
        try container.encodeIfPresent(nth, forKey: .nth)
        try container.encodeIfPresent(has, forKey: .has)
        try container.encodeIfPresent(within, forKey: .within)
    }
}

extension Locator: CustomStringConvertible {
    /// The locator as a scenario would say it, for messages and logs.
    package var description: String {
        var words = kind == .role ? "role \(value)" : "\(kind.rawValue) \(quoted(value))"
        if let name { words += " named \(quoted(name))" }
        if let level { words += " level \(level)" }
        let states: [(String, Bool?)] = [
            ("checked", checked), ("pressed", pressed), ("expanded", expanded), ("selected", selected),
            ("disabled", disabled),
        ]
        for case (let word, let state?) in states { words += state ? " \(word)" : " not \(word)" }
        if exact { words += " exactly" }
        if let hasText { words += " with text \(quoted(hasText))" }
        if let has { words += " having (\(has))" }
        if let within { words += " within (\(within))" }
        if let nth { words += nth == -1 ? ", the last" : ", number \(nth)" }
        return words
    }

    private func quoted(_ text: String) -> String { "“\(text)”" }
}
