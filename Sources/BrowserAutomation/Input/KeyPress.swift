/// A key with modifiers, as a scenario writes it: `Enter`, `Control+S`, `Shift+ArrowLeft`, `+`.
package struct KeyPress: Sendable, Hashable {
    /// The modifiers, in the order written.
    package let modifiers: [String]
    /// The key's name or character.
    package let key: String

    /// Reads a key press.
    ///
    /// - Throws: ``BrowserError/invalid(_:)`` that names the part which is no key.
    package init(_ text: String) throws(BrowserError) {
        var parts = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        // `+` itself, alone or behind modifiers, splits into two empty parts.
        if parts.count >= 2, parts.suffix(2).allSatisfy(\.isEmpty) {
            parts.replaceSubrange((parts.count - 2)..., with: ["+"])
        }
        let key = parts.removeLast()
        let aliases = [
            "Ctrl": "Control", "Cmd": "Meta", "Command": "Meta", "Option": "Alt", "ControlOrMeta": "Control",
        ]
        modifiers = parts.map { aliases[$0] ?? $0 }
        for modifier in modifiers where KeyLayout.modifiers[modifier] == nil {
            throw .invalid("“\(modifier)” in “\(text)” is no modifier; use Control, Shift, Alt or Meta")
        }
        let names = ["Esc": "Escape", "Return": "Enter", "Del": "Delete", "Left": "ArrowLeft", "Right": "ArrowRight"]
        self.key = names[key] ?? key
        guard KeyLayout.key(self.key) != nil || self.key.count == 1 else {
            throw .invalid("“\(key)” is no key; use a character or a name such as Enter, Escape, Tab, ArrowDown, F5")
        }
    }

    /// The modifier bits of the protocol.
    var bits: Int { modifiers.reduce(0) { $0 | (KeyLayout.modifiers[$1] ?? 0) } }
}
