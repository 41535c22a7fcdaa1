/// Finds what somebody probably meant to write.
package enum StringDistance {
    /// The candidate nearest to a word, for "did you mean".
    ///
    /// Near is one slip (a letter too many, missing, wrong, or two swapped) per three letters; a difference of case
    /// alone is always near. The first of equally near candidates wins.
    ///
    /// - Parameters:
    ///   - word: What was written.
    ///   - candidates: What could have been meant.
    /// - Returns: The nearest candidate, or nothing when none is near.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased())
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased())
            let allowed = min((max(letters.count, other.count) + 1) / 3, best.map { $0.distance - 1 } ?? .max)
            guard abs(letters.count - other.count) <= allowed else { continue }
            let distance = damerauLevenshtein(letters, other)
            if distance <= allowed, distance < max(letters.count, 1) {
                best = (candidate, distance)
            }
        }
        return best?.candidate
    }

    /// The number of slips between two words, adjacent swaps counting as one (optimal string alignment).
    ///
    /// - Parameters:
    ///   - one: A word.
    ///   - other: Another.
    /// - Returns: 0 for equal words.
    package static func between(_ one: String, _ other: String) -> Int {
        damerauLevenshtein(Array(one), Array(other))
    }

    private static func damerauLevenshtein(_ one: [Character], _ other: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...other.count)
        for row in 0..<one.count {
            var current = [row + 1]
            current.reserveCapacity(other.count + 1)
            for column in 0..<other.count {
                let substitution = previous[column] + (one[row] == other[column] ? 0 : 1)
                var cost = min(previous[column + 1] + 1, current[column] + 1, substitution)
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[other.count]
    }
}
