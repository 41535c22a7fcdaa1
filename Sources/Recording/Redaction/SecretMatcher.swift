/// Finds secrets in bytes, in every form that they can have there.
struct SecretMatcher: Sendable {
    private var forms: [SecretForm] = []
    /// The forms that begin with a byte, in either case where that matters.
    private var starts: [[Int]] = Array(repeating: [], count: 256)
    /// A bit for every two bytes that a form can begin with: a text without secrets is passed over quickly.
    private var pairs = [UInt64](repeating: 0, count: 1024)

    /// Makes a matcher of nothing.
    init() {}

    /// Makes a matcher.
    ///
    /// - Parameter secrets: The secrets' bytes.
    init(secrets: some Sequence<[UInt8]>) {
        forms = Array(Set(secrets.flatMap { SecretForm.all(of: $0) }).filter { $0.bytes.count > 1 })
        for (index, form) in forms.enumerated() {
            for first in form.spellings(at: 0) {
                starts[Int(first)].append(index)
                for second in form.spellings(at: 1) + EscapeReader.beginnings { allow(first, second) }
            }
        }
        if !forms.isEmpty { allowEscapes() }
    }

    /// Allows the bytes that an escape of a form's first byte can begin with.
    private mutating func allowEscapes() {
        for second in 0...UInt8.max {
            let isNested = EscapeReader.beginnings.contains(second)
            let isAlphanumeric = EscapeReader.isAlphanumeric(second)
            if isNested || EscapeReader.hexValue(second) != nil { allow(UInt8(ascii: "%"), second) }
            if isNested || isAlphanumeric || second == UInt8(ascii: "#") { allow(UInt8(ascii: "&"), second) }
            if isNested || isAlphanumeric || !starts[Int(second)].isEmpty { allow(UInt8(ascii: "\\"), second) }
            if !starts[Int(UInt8(ascii: " "))].isEmpty { allow(UInt8(ascii: "+"), second) }
        }
    }

    private mutating func allow(_ first: UInt8, _ second: UInt8) {
        let pair = Int(first) << 8 | Int(second)
        pairs[pair >> 6] |= 1 << UInt64(pair & 63)
    }

    /// True when there is nothing to find.
    var isEmpty: Bool { forms.isEmpty }

    /// Whether any secret is there.
    func matches(_ text: [UInt8]) -> Bool {
        var patience = Self.patience(for: text)
        return first(in: EscapeReader(text: text), from: 0, patience: &patience) != nil
    }

    /// How many escapes inside a secret are read in one text. A page can write both the text and, as a cookie, the
    /// secret; what it writes must not cost much more than its length.
    private static func patience(for text: [UInt8]) -> Int { 200_000 + 2 * text.count }

    /// How many bytes of a secret may be left where a text was cut.
    private static let longestRest = 3

    /// The places of all secrets, in order; places that overlap are one.
    ///
    /// - Parameters:
    ///   - text: Where to look.
    ///   - readsCuts: Whether the beginning of a secret before "…" is one, too: messages quote what is long that way.
    /// - Returns: The places, as offsets.
    func ranges(in text: [UInt8], readsCuts: Bool = true) -> [Range<Int>] {
        let reader = EscapeReader(text: text, readsCuts: readsCuts)
        var ranges: [Range<Int>] = []
        var patience = Self.patience(for: text)
        var position = 0
        while let found = first(in: reader, from: position, patience: &patience) {
            // The next one may begin inside this one.
            position = found.position + 1
            var range = found.range
            while let last = ranges.last, range.lowerBound < last.upperBound {
                range = range.joined(last)
                ranges.removeLast()
            }
            ranges.append(range)
        }
        return ranges
    }

    private func first(
        in reader: EscapeReader, from start: Int, patience: inout Int
    ) -> (position: Int, range: Range<Int>)? {
        let text = reader.text
        guard !isEmpty, text.count > 1 else { return nil }
        var position = start
        while position < text.count - 1 {
            let pair = Int(text[position]) << 8 | Int(text[position + 1])
            if pairs[pair >> 6] >> UInt64(pair & 63) & 1 == 1,
                let range = longest(in: reader, at: position, patience: &patience)
            {
                return (position, range)
            }
            position += 1
        }
        return nil
    }

    /// The longest secret that begins at a place, and what has to go with it.
    private func longest(in reader: EscapeReader, at position: Int, patience: inout Int) -> Range<Int>? {
        var longest: Range<Int>?
        func attempt(_ index: Int, from start: Int, matched: Int, patience: inout Int) {
            let form = forms[index]
            // Once the patience with a text has ended, secrets are found in it as they are.
            let limit = patience > 0 ? 3 * form.bytes.count + 64 : 0
            var budget = limit
            let end = end(of: form, in: reader, at: start, matched: matched, budget: &budget)
            patience -= limit - budget
            guard let end else { return }
            let range = form.isBase64 ? reader.widenBase64(position..<end) : position..<end
            longest = longest?.joined(range) ?? range
        }
        for index in starts[Int(reader.text[position])] {
            attempt(index, from: position, matched: 0, patience: &patience)
        }
        // A run of backslashes was read where it began.
        let backslash = UInt8(ascii: "\\")
        let isInsideRun = position > 0 && reader.text[position] == backslash && reader.text[position - 1] == backslash
        guard patience > 0, !isInsideRun else { return longest }
        for unit in reader.units(at: position) where !unit.isBareLetter {
            for index in starts[Int(unit.bytes[0])] where forms[index].continues(with: unit.bytes, at: 0) {
                attempt(index, from: unit.end, matched: unit.bytes.count, patience: &patience)
            }
        }
        return longest
    }

    /// Where a form ends of which the beginning has been found; `nil` when the rest does not stand there.
    private func end(
        of form: SecretForm, in reader: EscapeReader, at start: Int, matched: Int, budget: inout Int
    ) -> Int? {
        var position = start
        var matched = matched
        // An escape that was cut is none, and its first byte may be one of the secret's own.
        var cutEscape: Int?
        while matched < form.bytes.count {
            guard position < reader.text.count else { return nil }
            let byte = reader.text[position]
            if budget > 0, EscapeReader.isBeginning(byte) {
                budget -= 1
                cutEscape = matched > Self.longestRest ? reader.cut(at: position) : nil
                // The longest reading first: what belongs to the secret's last character must not stay behind.
                let units = reader.units(at: position).filter { form.continues(with: $0.bytes, at: matched) }
                for unit in units.sorted(by: { $0.end > $1.end }) {
                    let next = matched + unit.bytes.count
                    let end = end(of: form, in: reader, at: unit.end, matched: next, budget: &budget)
                    if let end { return end }
                }
            }
            guard form.continues(with: byte, at: matched) else {
                return (matched > Self.longestRest ? reader.cut(at: position) : nil) ?? cutEscape
            }
            position += 1
            matched += 1
        }
        return position
    }
}

extension Range<Int> {
    /// The range from where the first of both begins to where the last of both ends.
    fileprivate func joined(_ other: Range<Int>) -> Range<Int> {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}
