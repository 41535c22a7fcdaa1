/// What one successful look says of one subject, measured against the rule and the baseline.
enum Assessment: Equatable {
    /// Not there yet, or no longer.
    case below
    /// There, exactly as declared.
    case reached
    /// There more often than declared.
    case over
    /// A count that moved away from where it has to go.
    case wrongDirection

    /// Judges a reading.
    ///
    /// - Parameters:
    ///   - reading: The reading; `nil` when the answer gave none.
    ///   - condition: The rule.
    ///   - base: The baseline's count, for `changes_by`.
    init(_ reading: Reading?, condition: Condition, base: Int?) {
        guard case .count(_, let rule) = condition.test else {
            self = reading?.holds == true ? .reached : .below
            return
        }
        guard let reading, let count = reading.effectiveCount else {
            self = .below
            return
        }
        switch rule {
        case .exactly(let expected):
            self = count < expected ? .below : count == expected ? .reached : .over
        case .changesBy(let change):
            guard let base else {
                self = .below
                return
            }
            let moved = change < 0 ? base - count : count - base
            let expected = abs(change)
            self = moved < 0 ? .wrongDirection : moved < expected ? .below : moved == expected ? .reached : .over
        }
    }
}

extension Reading {
    /// Whether the answer names fewer things than it counts: the identities then prove nothing (R14).
    package var identitiesIncomplete: Bool {
        guard let count, let identities else { return false }
        return identities.count < count
    }

    /// The number of distinct effects: distinct identities where all are known, else the count itself (R14).
    package var effectiveCount: Int? {
        guard let count else { return nil }
        guard let identities, !identitiesIncomplete else { return count }
        return Set(identities).count
    }

    /// Identities that were delivered more than once, sorted: a redelivery that the system told apart (R14).
    package var redelivered: [String] {
        guard let identities else { return [] }
        return Dictionary(grouping: identities, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
    }
}
