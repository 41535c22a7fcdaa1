/// A key of a US keyboard as `Input.dispatchKeyEvent` wants it.
struct Key: Sendable, Hashable {
    /// `KeyboardEvent.key`.
    var key: String
    /// `KeyboardEvent.code`.
    var code: String
    /// The Windows virtual key code, which is `KeyboardEvent.keyCode`.
    var keyCode: Int
    /// What it types; "" for nothing.
    var text = ""
    /// 1 left, 2 right, 3 number pad.
    var location = 0
    /// Whether Shift is needed for it.
    var needsShift = false
}

/// The US layout, by key name or character.
enum KeyLayout {
    /// The key that a name (`Enter`, `KeyA`, `F5`) or a character stands for.
    static func key(_ name: String) -> Key? { named[name] ?? byCharacter[name] }

    /// Modifier bits of the protocol: Alt 1, Control 2, Meta 4, Shift 8.
    static let modifiers = ["Alt": 1, "Control": 2, "Meta": 4, "Shift": 8]

    private static let named: [String: Key] = {
        var keys: [String: Key] = [:]
        for (name, keyCode, text) in plain {
            keys[name] = Key(key: name, code: name, keyCode: keyCode, text: text)
        }
        keys["Space"] = Key(key: " ", code: "Space", keyCode: 32, text: " ")
        for (name, keyCode) in [("Shift", 16), ("Control", 17), ("Alt", 18), ("Meta", 91)] {
            keys[name] = Key(key: name, code: "\(name)Left", keyCode: keyCode, location: 1)
        }
        for number in 1...12 {
            keys["F\(number)"] = Key(key: "F\(number)", code: "F\(number)", keyCode: 111 + number)
        }
        for (code, key) in byCode { keys[code] = key }
        return keys
    }()

    private static let plain: [(String, Int, String)] = [
        ("Enter", 13, "\r"), ("Tab", 9, ""), ("Escape", 27, ""), ("Backspace", 8, ""), ("Delete", 46, ""),
        ("Insert", 45, ""), ("Home", 36, ""), ("End", 35, ""), ("PageUp", 33, ""), ("PageDown", 34, ""),
        ("ArrowLeft", 37, ""), ("ArrowUp", 38, ""), ("ArrowRight", 39, ""), ("ArrowDown", 40, ""),
        ("CapsLock", 20, ""), ("ContextMenu", 93, ""), ("Pause", 19, ""), ("PrintScreen", 44, ""),
    ]

    /// Code, key code, and what the key types without and with Shift.
    fileprivate static let printable: [(String, Int, String, String)] = {
        var keys: [(String, Int, String, String)] = [
            ("Backquote", 192, "`", "~"), ("Minus", 189, "-", "_"), ("Equal", 187, "=", "+"),
            ("BracketLeft", 219, "[", "{"), ("BracketRight", 221, "]", "}"), ("Backslash", 220, "\\", "|"),
            ("Semicolon", 186, ";", ":"), ("Quote", 222, "'", "\""), ("Comma", 188, ",", "<"),
            ("Period", 190, ".", ">"), ("Slash", 191, "/", "?"), ("Space", 32, " ", " "),
        ]
        for (digit, shifted) in zip("0123456789", ")!@#$%^&*(") {
            keys.append(("Digit\(digit)", Int(digit.asciiValue ?? 0), String(digit), String(shifted)))
        }
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
            keys.append(("Key\(letter)", Int(letter.asciiValue ?? 0), letter.lowercased(), String(letter)))
        }
        return keys
    }()

    private static let byCode: [String: Key] = Dictionary(
        uniqueKeysWithValues: printable.map { code, keyCode, text, _ in
            (code, Key(key: text, code: code, keyCode: keyCode, text: text))
        })

    fileprivate static let byCharacter: [String: Key] = {
        var keys: [String: Key] = [:]
        for (code, keyCode, plain, shifted) in printable {
            keys[shifted] = Key(key: shifted, code: code, keyCode: keyCode, text: shifted, needsShift: true)
            keys[plain] = Key(key: plain, code: code, keyCode: keyCode, text: plain)
        }
        keys["\n"] = keys["Enter"] ?? Key(key: "Enter", code: "Enter", keyCode: 13, text: "\r")
        return keys
    }()
}

extension KeyLayout {
    /// What a key gives with Shift held; nil when that is the same.
    static func shifted(_ key: Key) -> Key? {
        guard let entry = printable.first(where: { $0.0 == key.code }), entry.3 != key.key else { return nil }
        return byCharacter[entry.3]
    }
}
