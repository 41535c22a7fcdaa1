/// Finds secrets in bytes, in every form that they can have there.
struct SecretMatcher: Sendable {
    private var forms: [SecretForm] = []
    /// The forms that can begin with a byte, longest first.
    private var starts: [[Int]] = Array(repeating: [], count: 256)

    /// Bytes that can begin an escape, so that any form may begin with them.
    private static let escapes = Array("%\\&+".utf8)

    /// Readings that one attempt may try: what a page writes must not cost more than its length.
    private static let budget = 4096

    /// Makes a matcher of nothing.
    init() {}

    /// Makes a matcher.
    ///
    /// - Parameter secrets: The secrets' bytes.
    init(secrets: some Sequence<[UInt8]>) {
        let all = Set(secrets.flatMap { SecretForm.all(of: $0) }).filter { !$0.bytes.isEmpty }
        forms = all.sorted { $0.bytes.count > $1.bytes.count }
        for (index, form) in forms.enumerated() {
            let first = form.bytes[0]
            starts[Int(first)].append(index)
            if form.foldsCase, Self.upper(first) != first { starts[Int(Self.upper(first))].append(index) }
            for byte in Self.escapes where byte != first { starts[Int(byte)].append(index) }
        }
    }

    /// True when there is nothing to find.
    var isEmpty: Bool { forms.isEmpty }

    /// Whether any secret is there.
    func matches(_ text: [UInt8]) -> Bool { !isEmpty && first(in: text, from: 0) != nil }

    /// The places of all secrets, in order; places that overlap are one.
    func ranges(in text: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        while let range = first(in: text, from: position) {
            // The next one may begin inside this one.
            position = range.begin + 1
            var span = range.span
            while let last = ranges.last, span.lowerBound < last.upperBound {
                span = min(span.lowerBound, last.lowerBound)..<max(span.upperBound, last.upperBound)
                ranges.removeLast()
            }
            ranges.append(span)
        }
        return ranges
    }

    private func first(in text: [UInt8], from start: Int) -> (begin: Int, span: Range<Int>)? {
        guard !isEmpty else { return nil }
        let reader = EscapeReader(text: text)
        for position in start..<max(start, text.count) {
            let candidates = starts[Int(text[position])]
            guard !candidates.isEmpty else { continue }
            var longest: Range<Int>?
            for index in candidates {
                let form = forms[index]
                var budget = Self.budget
                guard let end = end(of: form, at: position, matched: 0, reader: reader, budget: &budget) else {
                    continue
                }
                let span = form.isBase64 ? Self.widen(position..<end, in: text) : position..<end
                longest =
                    longest.map { min($0.lowerBound, span.lowerBound)..<max($0.upperBound, span.upperBound) } ?? span
            }
            if let longest { return (position, longest) }
        }
        return nil
    }

    /// Where a form that begins at a place ends; `nil` when it does not stand there.
    private func end(
        of form: SecretForm,
        at start: Int,
        matched: Int,
        reader: EscapeReader,
        budget: inout Int
    ) -> Int? {
        var position = start
        var matched = matched
        while matched < form.bytes.count {
            guard position < reader.text.count, budget > 0 else { return nil }
            budget -= 1
            let byte = reader.text[position]
            let isSame = byte == form.bytes[matched] || (form.foldsCase && Self.lower(byte) == form.bytes[matched])
            guard Self.escapes.contains(byte) else {
                guard isSame else { return nil }
                position += 1
                matched += 1
                continue
            }
            for unit in reader.units(at: position) {
                guard Self.continues(form, unit.bytes, at: matched) else { continue }
                // A backslash before a letter at the very beginning is not part of the secret.
                if matched == 0, byte == UInt8(ascii: "\\"), unit.bytes == [reader.text[unit.end - 1]],
                    Self.isAlphanumeric(unit.bytes[0])
                {
                    continue
                }
                let next = matched + unit.bytes.count
                if let end = end(of: form, at: unit.end, matched: next, reader: reader, budget: &budget) { return end }
            }
            guard isSame else { return nil }
            position += 1
            matched += 1
        }
        return position
    }

    private static func continues(_ form: SecretForm, _ bytes: [UInt8], at start: Int) -> Bool {
        guard start + bytes.count <= form.bytes.count else { return false }
        return zip(bytes, form.bytes[start...]).allSatisfy { byte, wanted in
            byte == wanted || (form.foldsCase && lower(byte) == wanted)
        }
    }

    /// Takes in the characters beside, which carry bits of the secret's first and last byte, and the padding.
    private static func widen(_ range: Range<Int>, in text: [UInt8]) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        if lower > 0, isBase64(text[lower - 1]) { lower -= 1 }
        if upper < text.count, isBase64(text[upper]) { upper += 1 }
        while upper < text.count, text[upper] == UInt8(ascii: "="), upper - range.upperBound < 3 { upper += 1 }
        return lower..<upper
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || Array("+/-_".utf8).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower(byte))
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
    }
}
