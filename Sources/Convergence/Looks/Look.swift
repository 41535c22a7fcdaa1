/// One look of a probe at the back end: what came back, reduced to readings.
///
/// The verdict is a fold over looks; bodies are evidence and are kept elsewhere.
package struct Look: Sendable, Hashable, Codable {
    /// The probe's name.
    package var probe: String
    /// When the look began. Only what began at or after an instant can speak of that instant.
    package var start: Milliseconds
    /// When its answer was complete.
    package var end: Milliseconds
    /// What kind of answer it was.
    package var outcome: Outcome
    /// The HTTP status or exit status, where there was one.
    package var status: Int?
    /// What the answer says of each subject (`Subject.key`) of this probe; empty unless answered.
    package var readings: [String: Reading]
    /// What went wrong, in one line.
    package var detail: String?
    /// How long the server asked to be left alone (`Retry-After`, RFC 9110 section 10.2.3).
    package var retryAfter: Milliseconds?

    /// Makes a look.
    package init(
        probe: String,
        start: Milliseconds,
        end: Milliseconds,
        outcome: Outcome,
        status: Int? = nil,
        readings: [String: Reading] = [:],
        detail: String? = nil,
        retryAfter: Milliseconds? = nil
    ) {
        self.probe = probe
        self.start = start
        self.end = end
        self.outcome = outcome
        self.status = status
        self.readings = readings
        self.detail = detail
        self.retryAfter = retryAfter
    }

    /// The kinds of answer (R9).
    package enum Outcome: String, Sendable, Hashable, Codable {
        /// A whole answer of the declared kind.
        case answered
        /// A status that the scenario lists as "answered: nothing there yet".
        case absent
        /// 404 that the scenario does not list. Whether it is fatal depends on what came before.
        case notFound = "not_found"
        /// Connect, timeout, 429, 5xx, a body that is not what it said: worth another try.
        case transient
        /// 401, 403, TLS: another try will not help.
        case rejected
    }

    /// True when the look says something about the system's state.
    package var isSuccessful: Bool { outcome == .answered || outcome == .absent }

    /// What was wrong with it, in as few words as there are.
    package var complaint: String { detail ?? status.map { "status \($0)" } ?? outcome.rawValue }

    /// The readings without their explanations, which may differ from look to look while nothing happens.
    package var facts: [String: Reading] {
        readings.mapValues { reading in
            var fact = reading
            fact.why = nil
            return fact
        }
    }
}

/// What one look says of one subject.
package struct Reading: Sendable, Hashable, Codable {
    /// Whether the pattern matched; `nil` for counts, which are judged against the baseline and the rule.
    package var holds: Bool?
    /// How many; `nil` when the path selected nothing (no reading, which is not zero: R14).
    package var count: Int?
    /// The identities of what was counted, with repeats, in order.
    package var identities: [String]?
    /// When it happened by the system's own clock, in milliseconds since 1970.
    package var time: Milliseconds?
    /// Why it does not hold, in one line: the first mismatch.
    package var why: String?

    /// Makes a reading.
    package init(
        holds: Bool? = nil,
        count: Int? = nil,
        identities: [String]? = nil,
        time: Milliseconds? = nil,
        why: String? = nil
    ) {
        self.holds = holds
        self.count = count
        self.identities = identities
        self.time = time
        self.why = why
    }
}
