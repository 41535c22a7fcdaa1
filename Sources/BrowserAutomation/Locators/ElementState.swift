/// What a locator finds at one moment, all of it read in one in-page call.
///
/// Everything but ``count`` and ``matches`` is about the first match, and absent when there is none.
package struct ElementState: Sendable, Hashable, Decodable {
    /// How many elements match.
    package var count: Int
    /// Up to five matches as short descriptions, for messages.
    package var matches: [String]

    /// Non-empty box and not `visibility: hidden`.
    package var visible: Bool?
    /// Neither `disabled`, nor in a disabled fieldset, nor under `aria-disabled`.
    package var enabled: Bool?
    /// Enabled, a text control, and not read-only.
    package var editable: Bool?
    /// `on`, `off` or `mixed` of a checkbox, radio button or switch; absent for anything else.
    package var checked: Checked?
    /// The text, whitespace-normalised, shadow trees included.
    package var text: String?
    /// The value of a control; what is in a secret field reads as dots.
    package var value: String?
    /// Whether it has the focus.
    package var focused: Bool?
    /// All attributes.
    package var attributes: [String: String]?
    /// The class list.
    package var classes: [String]?
    /// The tag name, lower-case.
    package var tag: String?
    /// The ARIA role, explicit or implicit.
    package var role: String?
    /// The accessible name.
    package var name: String?

    /// A state that a checkable control is in.
    package enum Checked: String, Sendable, Hashable, Decodable {
        case on, off, mixed
    }

    /// The state of a locator that matches nothing.
    package static let none = ElementState(count: 0, matches: [])

    /// Whether there is a match and it is visible.
    package var isVisible: Bool { visible == true }

    /// A short description of the first match.
    package var description: String? { matches.first }
}
