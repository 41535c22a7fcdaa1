/// What is known of one probe after the trigger.
package struct ProbeRecord: Sendable, Hashable {
    /// The probe's name.
    package let name: String
    /// Every look that ended, whatever it brought.
    package private(set) var looks = 0
    /// Looks that brought no answer.
    package private(set) var errors = 0
    /// The last look.
    package private(set) var last: Look?
    /// The last look that brought an answer.
    package private(set) var lastSuccess: Look?
    /// The start of the latest look that brought an answer, whatever the order in which looks ended.
    package private(set) var latestSuccessfulStart: Milliseconds?
    /// Why the probe is no longer asked: it refused three times in a row (R9).
    package private(set) var rejection: String?
    /// When an answer last differed from the one before.
    package private(set) var lastChange: Milliseconds?
    /// Whether an answer has differed from an earlier one. The first answer of all differs from none.
    package private(set) var hasMoved = false

    /// The starts of the looks without an answer since the last one with one.
    private var failures: [Milliseconds] = []
    private var refusalsInARow = 0
    private var sawSuccess = false
    private var onlyNotFound = true

    /// How many refusals in a row end a probe.
    static let refusals = 3
    /// The remedy for a 404 that nobody declared.
    package static let absentHint = "if 404 means \"nothing there yet\", write `absent: [404]` on the probe"

    /// Makes a record.
    ///
    /// - Parameters:
    ///   - name: The probe's name.
    ///   - baseline: The answer before the trigger, which the first one after it is compared with.
    init(name: String, baseline: Look?) {
        self.name = name
        lastSuccess = baseline
        sawSuccess = baseline?.outcome == .answered
    }

    /// True when the probe has answered nothing but an undeclared 404 (R9).
    package var answeredOnlyNotFound: Bool { looks > 0 && onlyNotFound }

    /// When the first of the looks that have failed since the last answer began, of those at or after an instant.
    func firstFailure(since instant: Milliseconds) -> Milliseconds? { failures.first { $0 >= instant } }

    /// Takes a look into account.
    mutating func observe(_ look: Look) {
        looks += 1
        if look.outcome != .notFound { onlyNotFound = false }
        let refused = look.outcome == .rejected || (look.outcome == .notFound && sawSuccess)
        refusalsInARow = refused ? refusalsInARow + 1 : 0
        if refusalsInARow >= Self.refusals, rejection == nil {
            rejection = look.complaint
        }
        if look.isSuccessful {
            sawSuccess = sawSuccess || look.outcome == .answered
            if let lastSuccess, lastSuccess.facts != look.facts { hasMoved = true }
            if lastSuccess?.facts != look.facts { lastChange = look.end }
            lastSuccess = look
            failures = []
            latestSuccessfulStart = max(latestSuccessfulStart ?? look.start, look.start)
        } else {
            errors += 1
            failures.append(look.start)
        }
        last = look
    }
}
