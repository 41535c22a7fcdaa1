/// How an element is found, as the scenario says it.
package struct LocatorSpec: Sendable, Hashable, CustomStringConvertible {
    /// What is compared.
    package var kind: Kind
    /// Compares the whole text, case-sensitively, instead of a part of it.
    package var exact: Bool
    /// Only elements that contain this text.
    package var hasText: Template?
    /// Only the match at this place, from 0; negative from the end, so that -1 is the last.
    package var nth: Int?
    /// Where the locator stands.
    package var span: SourceSpan
    /// The locator as it was written, on one line.
    package var description: String

    // A struct cannot hold itself; an array of at most one can.
    private var inner: [LocatorSpec]
    private var outer: [LocatorSpec]

    /// Makes a locator.
    package init(
        kind: Kind,
        exact: Bool = false,
        hasText: Template? = nil,
        has: LocatorSpec? = nil,
        within: LocatorSpec? = nil,
        nth: Int? = nil,
        span: SourceSpan,
        description: String
    ) {
        self.kind = kind
        self.exact = exact
        self.hasText = hasText
        self.nth = nth
        self.span = span
        self.description = description
        self.inner = has.map { [$0] } ?? []
        self.outer = within.map { [$0] } ?? []
    }

    /// Only elements that contain an element found by this.
    package var has: LocatorSpec? {
        get { inner.first }
        set { inner = newValue.map { [$0] } ?? [] }
    }

    /// Only elements inside the one found by this.
    package var within: LocatorSpec? {
        get { outer.first }
        set { outer = newValue.map { [$0] } ?? [] }
    }

    /// What a locator compares.
    package enum Kind: Sendable, Hashable {
        /// The test attribute, whole.
        case testid(Template)
        /// The ARIA role and its states.
        case role(RoleSpec)
        /// The text of a form field's label.
        case label(Template)
        /// The placeholder of a field.
        case placeholder(Template)
        /// The alternative text of an image.
        case alt(Template)
        /// The title attribute.
        case title(Template)
        /// A CSS selector.
        case css(Template)
        /// An XPath expression.
        case xpath(Template)
        /// The text an element shows.
        case text(Template)
    }
}

/// A role with the accessible name and states that narrow it.
package struct RoleSpec: Sendable, Hashable {
    /// The ARIA role.
    package var role: Template
    /// The accessible name.
    package var name: Template?
    /// The level of a heading.
    package var level: Int?
    /// `aria-checked`.
    package var checked: Toggle?
    /// `aria-pressed`.
    package var pressed: Toggle?
    /// `aria-expanded`.
    package var expanded: Bool?
    /// `aria-selected`.
    package var selected: Bool?
    /// `aria-disabled` or disabled.
    package var disabled: Bool?
    /// Also elements that assistive technology does not see.
    package var includeHidden: Bool

    /// Makes a role.
    package init(
        role: Template,
        name: Template? = nil,
        level: Int? = nil,
        checked: Toggle? = nil,
        pressed: Toggle? = nil,
        expanded: Bool? = nil,
        selected: Bool? = nil,
        disabled: Bool? = nil,
        includeHidden: Bool = false
    ) {
        self.role = role
        self.name = name
        self.level = level
        self.checked = checked
        self.pressed = pressed
        self.expanded = expanded
        self.selected = selected
        self.disabled = disabled
        self.includeHidden = includeHidden
    }

    /// A state that may also be mixed.
    package enum Toggle: String, Sendable, Hashable, CaseIterable {
        /// On.
        case on = "true"
        /// Off.
        case off = "false"
        /// Partly on.
        case mixed
    }
}
