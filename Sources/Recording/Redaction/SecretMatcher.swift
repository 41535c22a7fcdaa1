/// Finds secrets in bytes, in every form that they can have there.
struct SecretMatcher: Sendable {
    private var forms: [SecretForm] = []
    /// The forms that begin with a byte, in either case where that matters.
    private var starts: [[Int]] = Array(repeating: [], count: 256)
    /// A bit for every two bytes that a form can begin with: a text without secrets is passed over quickly.
    private var pairs = [UInt64](repeating: 0, count: 1024)

    /// Readings that one attempt may try: what a page writes must not cost much more than its length.
    private static let budget = 4096

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
        guard !forms.isEmpty else { return }
        for first in EscapeReader.beginnings { for second in 0...UInt8.max { allow(first, second) } }
    }

    private mutating func allow(_ first: UInt8, _ second: UInt8) {
        let pair = Int(first) << 8 | Int(second)
        pairs[pair >> 6] |= 1 << UInt64(pair & 63)
    }

    /// True when there is nothing to find.
    var isEmpty: Bool { forms.isEmpty }

    /// Whether any secret is there.
    func matches(_ text: [UInt8]) -> Bool { first(in: text, from: 0) != nil }

    /// The places of all secrets, in order; places that overlap are one.
    func ranges(in text: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        while let found = first(in: text, from: position) {
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

    private func first(in text: [UInt8], from start: Int) -> (position: Int, range: Range<Int>)? {
        guard !isEmpty, text.count > 1 else { return nil }
        let reader = EscapeReader(text: text)
        var position = start
        while position < text.count - 1 {
            let pair = Int(text[position]) << 8 | Int(text[position + 1])
            if pairs[pair >> 6] >> UInt64(pair & 63) & 1 == 1, let range = longest(at: position, reader: reader) {
                return (position, range)
            }
            position += 1
        }
        return nil
    }

    /// The longest secret that begins at a place, and what has to go with it.
    private func longest(at position: Int, reader: EscapeReader) -> Range<Int>? {
        var longest: Range<Int>?
        func attempt(_ index: Int, from start: Int, matched: Int) {
            let form = forms[index]
            var budget = Self.budget
            guard let end = end(of: form, at: start, matched: matched, reader: reader, budget: &budget) else { return }
            let range = form.isBase64 ? reader.widenBase64(position..<end) : position..<end
            longest = longest?.joined(range) ?? range
        }
        for index in starts[Int(reader.text[position])] { attempt(index, from: position, matched: 0) }
        // A run of backslashes was read where it began.
        let backslash = UInt8(ascii: "\\")
        let isInsideRun = position > 0 && reader.text[position] == backslash && reader.text[position - 1] == backslash
        for unit in isInsideRun ? [] : reader.units(at: position) where !unit.isBareLetter {
            for index in starts[Int(unit.bytes[0])] where forms[index].continues(with: unit.bytes, at: 0) {
                attempt(index, from: unit.end, matched: unit.bytes.count)
            }
        }
        return longest
    }

    /// Where a form ends of which the beginning has been found; `nil` when the rest does not stand there.
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
            // The longest reading first: what belongs to the secret's last character must not stay behind.
            let units = reader.units(at: position).filter { form.continues(with: $0.bytes, at: matched) }
            for unit in units.sorted(by: { $0.end > $1.end }) {
                let next = matched + unit.bytes.count
                if let end = end(of: form, at: unit.end, matched: next, reader: reader, budget: &budget) { return end }
            }
            guard form.continues(with: byte, at: matched) else { return nil }
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
