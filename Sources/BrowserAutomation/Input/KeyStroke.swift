import CDP

/// One stroke as the protocol's events: modifiers down, the key down and up, modifiers up.
struct KeyStroke: Sendable {
    /// What the stroke types.
    let text: String
    /// The events; nil when no key makes the text.
    let commands: [CDP.Input.DispatchKeyEvent]?

    /// The stroke for one character.
    init(character: Character) {
        let name = character == "\r\n" || character == "\n" ? "Enter" : character == "\t" ? "Tab" : String(character)
        text = String(character)
        commands = KeyLayout.key(name).map { Self.events(of: $0, modifiers: []) }
    }

    /// The stroke for a key with modifiers.
    init(_ press: KeyPress) {
        text = press.key
        commands = KeyLayout.key(press.key).map { Self.events(of: $0, modifiers: press.modifiers) }
    }

    private static func events(of key: Key, modifiers: [String]) -> [CDP.Input.DispatchKeyEvent] {
        var events: [CDP.Input.DispatchKeyEvent] = []
        var key = key
        // `Control+S` means the key with an S on it: without Shift that is `s`.
        if modifiers.contains("Shift") {
            key = KeyLayout.shifted(key) ?? key
        } else if !modifiers.isEmpty, key.needsShift, let plain = KeyLayout.key(key.code) {
            key = plain
        }
        var bits = 0
        for modifier in modifiers {
            bits |= KeyLayout.modifiers[modifier] ?? 0
            if let key = KeyLayout.key(modifier) { events.append(event(.rawKeyDown, key, bits)) }
        }
        // With Control, Alt or Meta a key is a command, not a text.
        let isCommand = modifiers.contains { $0 != "Shift" }
        let typesText = !key.text.isEmpty && !isCommand
        let shift = key.needsShift ? bits | 8 : bits
        events.append(event(typesText ? .keyDown : .rawKeyDown, key, shift, text: typesText ? key.text : nil))
        events.append(event(.keyUp, key, shift))
        for modifier in modifiers.reversed() {
            bits &= ~(KeyLayout.modifiers[modifier] ?? 0)
            if let key = KeyLayout.key(modifier) { events.append(event(.keyUp, key, bits)) }
        }
        return events
    }

    private static func event(
        _ kind: CDP.Input.DispatchKeyEvent.Kind, _ key: Key, _ modifiers: Int, text: String? = nil
    ) -> CDP.Input.DispatchKeyEvent {
        CDP.Input.DispatchKeyEvent(
            type: kind, modifiers: modifiers, text: text, unmodifiedText: text, code: key.code, key: key.key,
            windowsVirtualKeyCode: key.keyCode, location: key.location)
    }
}
