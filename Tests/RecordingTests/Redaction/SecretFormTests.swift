import Foundation
import Recording
import Testing

/// Every form that a secret can take is found.
@Suite struct SecretFormTests {
    static let secrets = [
        "hunter2", "correct horse battery staple", "p\"w\\d/<&>'1", "grüße-🔑-ключ", "a+b=c%20d", "line one\nline two",
        "{\"k\":\"v\"}", "aaaaaaaa", "sk_live_51H8xT2eZvKYlo2C", "100%25%sure", "C:\\temp\\new",
    ]

    private func redactor(_ secrets: String...) -> Redactor {
        let redactor = Redactor()
        for secret in secrets { redactor.conceal(secret) }
        return redactor
    }

    @Test("one spelling", arguments: secrets, Spelling.allCases)
    func once(_ secret: String, _ spelling: Spelling) {
        let text = "before [\(spelling.write(secret))] after"
        #expect(redactor(secret).mask(text) == "before [«secret»] after")
    }

    @Test("what is left of one where a text was cut, and no more than that", arguments: secrets, Spelling.allCases)
    func cut(_ secret: String, _ spelling: Spelling) {
        let redactor = redactor(secret)
        let half = String(secret.prefix(max(4, secret.count / 2)))
        #expect(redactor.mask("before [\(spelling.write(half))…") == "before [«secret»…")
        for text in ["before [\(spelling.write(half))] after", "\(secret.prefix(2))…"] {
            #expect(redactor.mask(text) == text)
        }
    }

    @Test("what is left of one where a text was cut in the midst of an escape")
    func cutEscape() {
        #expect(redactor("Zx9@Qw7/kLm2").mask("before [Zx9%40Qw7%2…") == "before [«secret»…")
        #expect(redactor("geheim-ü-x").mask("before [geheim-\\u00…") == "before [«secret»…")
        #expect(redactor("salt&pepper").mask("before [salt&am…") == "before [«secret»…")
        #expect(redactor("salt&pepper").mask("salt %2 … salt&x") == "salt %2 … salt&x")
    }

    @Test("one spelling inside another", arguments: secrets)
    func twice(_ secret: String) {
        let redactor = redactor(secret)
        for inner in Spelling.allCases {
            for outer in Spelling.allCases where outer != .hexLower && outer != .hexUpper {
                // Hexadecimal digits need no escape; an escape of every byte is what `percentAll` and references make.
                if inner == .hexLower || inner == .hexUpper { continue }
                let text = "x \(outer.write(inner.write(secret))) y"
                #expect(redactor.mask(text) == "x «secret» y", "\(inner) in \(outer)")
            }
        }
    }

    @Test("base64 at any offset, in both alphabets, leaves no bit of the secret", arguments: secrets, 0..<7)
    func base64(_ secret: String, _ offset: Int) throws {
        let redactor = redactor(secret)
        let prefix = String(repeating: "u", count: offset)
        let whole = Data("\(prefix)\(secret)tail".utf8).base64EncodedString()
        let urlSafe = whole.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        for text in [whole, urlSafe, Spelling.percentUpper.write(whole), Spelling.jsonASCII.write(whole)] {
            let masked = redactor.mask("Basic \(text);")
            #expect(masked.hasPrefix("Basic "))
            #expect(masked.contains("«secret»"))
            let rest = masked.dropFirst("Basic ".count).components(separatedBy: "«secret»")
            // What is left decodes to what stood before or after the secret, and to nothing of it.
            let before = String(decoding: Data(base64Encoded: pad(rest[0])) ?? Data(), as: UTF8.self)
            #expect(prefix.hasPrefix(before), "\(masked)")
        }
    }

    private func pad(_ text: String) -> String {
        let length = text.count - text.count % 4
        return String(text.prefix(length))
    }

    @Test("random secrets in random spellings")
    func random() {
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array("abcXYZ019 \"\\/&<>'%+=-_.~!*()#?;:,@$éß🔑\n\t")
        for _ in 0..<400 {
            let secret = String(
                (0..<Int.random(in: 6...24, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "a"
                })
            let spelling = Spelling.allCases.randomElement(using: &generator) ?? .plain
            let other = Spelling.allCases.dropLast(2).randomElement(using: &generator) ?? .plain
            let text = "<\(spelling.write(secret))|\(other.write(other.write(secret)))>"
            let masked = redactor(secret).mask(text)
            #expect(masked == "<«secret»|«secret»>", "\(secret.debugDescription) as \(spelling) and \(other) twice")
        }
    }

    @Test("secrets that overlap leave nothing of either")
    func overlapping() {
        #expect(redactor("abcdefgh", "efghijkl").mask("-abcdefghijkl-") == "-«secret»-")
        #expect(redactor("abcdef", "abcdefghijkl").mask("-abcdefghijkl-abcdefg") == "-«secret»-«secret»g")
        #expect(redactor("aaaaaa").mask("-aaaaaaaaaa-") == "-«secret»-")
    }

    @Test("a short secret blanks nothing")
    func short() {
        #expect(redactor("en", "12345").mask("language=en 12345") == "language=en 12345")
    }

    @Test("a secret is as long as it is written, not as it is seen")
    func combined() {
        let secret = "e\u{301}e\u{301}e\u{301}"
        #expect(redactor(secret).mask("-\(secret)-") == "-«secret»-")
    }

    @Test("text that only looks similar stays")
    func similar() {
        let text = #"hunter3 %68unter \hunter C:\hunter &hunter; +hunter2"#
        #expect(redactor("hunter2").mask(text) == text.replacingOccurrences(of: "hunter2", with: "«secret»"))
    }

    @Test("a page that writes escapes without end costs no more than its length")
    func adversarial() {
        let secret = String(repeating: "%25", count: 40)
        let text = String(repeating: "%25", count: 3000) + String(repeating: "\\", count: 9000)
        #expect(redactor(secret).mask(text).contains("«secret»"))
    }

    @Test("bytes that are no text are masked, too")
    func binary() {
        let data = Data([0xFF, 0x00]) + Data("hunter2".utf8) + Data([0xFE])
        #expect(redactor("hunter2").mask(data) == Data([0xFF, 0x00]) + Data("«secret»".utf8) + Data([0xFE]))
    }

    @Test("a masked identity stays equal to itself and different from others")
    func identities() {
        let redactor = redactor("alice@example.com")
        let first = redactor.maskIdentity("order-alice@example.com-1")
        #expect(first == redactor.maskIdentity("order-alice@example.com-1"))
        #expect(first != redactor.maskIdentity("order-alice@example.com-2"))
        #expect(first.hasPrefix("order-«secret:") && first.hasSuffix("»-1"))
        #expect(first != self.redactor("alice@example.com").maskIdentity("order-alice@example.com-1"))
        #expect(redactor.maskIdentity("evt_1") == "evt_1")
    }
}
