/// The state of the back end just before the trigger, judged (R3).
package struct Baseline: Sendable, Hashable {
    /// The counts that `changes_by` starts from, by `Subject.key`.
    package var bases: [String: Base] = [:]
    /// Why the trigger must not be dispatched; empty when it may.
    package var objections: [Objection] = []

    /// A reason not to dispatch the trigger.
    package enum Objection: Sendable, Hashable {
        /// A probe did not answer in any of its tries.
        case unreachable(probe: String, detail: String)
        /// A probe answered that it will not answer: 401, 403, TLS, 404 that nobody declared, a path to nothing.
        case rejected(probe: String, detail: String)
        /// A stage, the final state or a forbidden state holds already.
        case holds(Subject)
        /// The declared start condition does not hold.
        case givenNotMet(why: String)
    }

    /// How many times each probe is tried.
    package static let tries = 3

    /// Judges the looks made before the trigger.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - looks: The looks, in order.
    package init(plan: ConvergencePlan, looks: [Look]) {
        for probe in plan.baselineProbes {
            let own = looks.filter { $0.probe == probe }
            guard let answer = own.last(where: \.isSuccessful) else {
                objections.append(Self.silence(probe: probe, looks: own))
                continue
            }
            judge(answer, plan: plan)
        }
    }

    private mutating func judge(_ look: Look, plan: ConvergencePlan) {
        for (subject, condition) in plan.subjects where condition.probe == look.probe {
            let reading = look.readings[subject.key]
            if subject == .given {
                if Assessment(reading, condition: condition, base: nil) != .reached {
                    objections.append(.givenNotMet(why: reading?.why ?? "the probe gave no reading of it"))
                }
                continue
            }
            if case .count(let path, .changesBy) = condition.test {
                guard let base = Base(reading) else {
                    let detail = "\(path) selects nothing, so there is no number for changes_by to start from"
                    objections.append(.rejected(probe: look.probe, detail: detail))
                    continue
                }
                bases[subject.key] = base
                continue
            }
            switch Assessment(reading, condition: condition, base: nil) {
            case .reached where mayHold(subject, plan), .below, .wrongDirection: break
            // Too many already: the trigger cannot make that right, nor be blamed for it.
            case .reached, .over: objections.append(.holds(subject))
            }
        }
    }

    private func mayHold(_ subject: Subject, _ plan: ConvergencePlan) -> Bool {
        guard case .stage(let name) = subject else { return false }
        return plan.stage(name)?.mayHoldBefore == true
    }

    private static func silence(probe: String, looks: [Look]) -> Objection {
        guard let last = looks.last else { return .unreachable(probe: probe, detail: "it was never asked") }
        let silence = Silence(last)
        return silence.isRefusal
            ? .rejected(probe: probe, detail: silence.detail) : .unreachable(probe: probe, detail: silence.detail)
    }
}
