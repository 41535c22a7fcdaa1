/// What one successful look says of one subject, measured against the rule and the baseline.
package enum Assessment: Sendable, Hashable {
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
    ///   - base: What the baseline counted, for `changes_by`.
    package init(_ reading: Reading?, condition: Condition, base: Base?) {
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
            let moved = base.change(to: reading)
            if moved == change {
                self = .reached
            } else if change < 0 {
                self = moved < change ? .over : moved <= 0 ? .below : .wrongDirection
            } else {
                self = moved > change ? .over : moved >= 0 ? .below : .wrongDirection
            }
        }
    }
}

/// What was counted before the trigger, for `changes_by` to start from (R14).
package struct Base: Sendable, Hashable {
    /// The count itself.
    package var count: Int
    /// Distinct identities, where all were known.
    package var distinct: Int?

    /// Makes a base; `nil` when the reading has no count.
    package init?(_ reading: Reading?) {
        guard let reading, let count = reading.count else { return nil }
        self.count = count
        distinct = reading.distinctCount
    }

    /// What stages are told to start from.
    package var effective: Int { distinct ?? count }

    /// How far a reading is from here. Like is compared with like: where identities are incomplete on either side, the
    /// counts decide.
    fileprivate func change(to reading: Reading) -> Int {
        var (now, before) = (reading.count ?? count, count)
        if let mine = distinct, let theirs = reading.distinctCount { (now, before) = (theirs, mine) }
        let (moved, overflow) = now.subtractingReportingOverflow(before)
        return overflow ? (now < before ? .min : .max) : moved
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
        return distinctCount ?? count
    }

    /// The number of distinct identities; `nil` where not all are known.
    package var distinctCount: Int? {
        guard count != nil, let identities, !identitiesIncomplete else { return nil }
        return Set(identities).count
    }

    /// Identities that were delivered more than once, sorted: a redelivery that the system told apart (R14).
    package var redelivered: [String] {
        guard let identities else { return [] }
        return Dictionary(grouping: identities, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
    }
}
