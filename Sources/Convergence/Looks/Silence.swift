/// A probe that gave no answer where one was needed: before the trigger, to the watch, or to a step. It is told alike.
package struct Silence: Sendable, Hashable {
    /// The probe's name.
    package var probe: String
    /// Whether it refused, so that another try would be the same; else it was not reached, or brought nothing to read.
    package var isRefusal: Bool
    /// What it said last, in one line.
    package var detail: String

    /// Makes a value.
    package init(probe: String, isRefusal: Bool, detail: String) {
        self.probe = probe
        self.isRefusal = isRefusal
        self.detail = detail
    }

    /// Judges by the last of the looks that brought no answer (R9).
    ///
    /// - Parameters:
    ///   - last: The look.
    ///   - hasAnswered: Whether the probe had answered before: then 404 does not mean "nothing there yet".
    package init(_ last: Look, hasAnswered: Bool = false) {
        switch last.outcome {
        case .rejected: self.init(probe: last.probe, isRefusal: true, detail: last.complaint)
        case .notFound:
            let hint = hasAnswered ? "" : "; \(ProbeRecord.absentHint)"
            self.init(probe: last.probe, isRefusal: true, detail: last.complaint + hint)
        case .answered, .absent, .transient:
            self.init(probe: last.probe, isRefusal: false, detail: last.complaint)
        }
    }
}
