package import Convergence

/// A way in which a system could be wrong that the recorded one was not.
package enum Mutation: Sendable, Hashable, CustomStringConvertible {
    /// It never happens.
    case dropped(Subject)
    /// It happens after the deadline, with all that comes after it.
    case late(Subject)
    /// It happens twice at once.
    case duplicated(Subject)
    /// It happens a second time while the run settles.
    case repeated(Subject)
    /// It happens before what it has to come after.
    case reversed(Subject, before: String)
    /// It is taken back while the run settles.
    case revoked(Subject)
    /// It never happens, and from its budget on nobody answers.
    case unanswered(Subject)
    /// A forbidden state is seen for a moment.
    case forbidden(Int)

    /// What it is done to.
    package var subject: Subject {
        switch self {
        case .dropped(let subject), .late(let subject), .duplicated(let subject), .repeated(let subject),
            .reversed(let subject, _), .revoked(let subject), .unanswered(let subject):
            subject
        case .forbidden(let index): .never(index)
        }
    }

    /// What a run has to say of it first.
    package var expected: Set<ReasonCode> {
        switch self {
        // A trigger that carries no ID is the reason for whatever is missing (R18).
        case .dropped: [.stageMissing, .correlationLost]
        // Without a settle window nobody looks on after the deadline, so that late cannot be told from missing.
        case .late: [.stageLate, .stageMissing, .correlationLost]
        case .duplicated, .repeated: [.stageDuplicated]
        case .reversed: [.stageMisordered]
        case .revoked: [.stageRegressed]
        case .unanswered: [.probeUnreachable]
        case .forbidden: [.neverSeen]
        }
    }

    package var description: String {
        switch self {
        case .dropped: "dropped"
        case .late: "delayed past the deadline"
        case .duplicated: "duplicated"
        case .repeated: "duplicated while settling"
        case .reversed(_, let other): "before \(other)"
        case .revoked: "taken back while settling"
        case .unanswered: "dropped, and unanswered at its budget"
        case .forbidden: "seen"
        }
    }
}

extension ConvergencePlan {
    /// Every mutation that the rules could notice, and how many no rule is meant to.
    ///
    /// Left out is what looks the same by rule: a second time of what is matched and not counted, a state that may go by
    /// and is passed over (R11), an order behind such a state (R15).
    var mutations: (killable: [Mutation], equivalent: Int) {
        var killable: [Mutation] = []
        var equivalent = 0
        func add(_ mutation: Mutation, _ isKillable: Bool) {
            if isKillable { killable.append(mutation) } else { equivalent += 1 }
        }
        for stage in stages {
            let subject = Subject.stage(stage.name)
            let isPassedOver = stage.passing && !successors(of: stage.name).isEmpty
            let isCounted = if case .count = stage.condition.test { true } else { false }
            add(.dropped(subject), !isPassedOver)
            add(.late(subject), !isPassedOver)
            add(.duplicated(subject), isCounted)
            add(.repeated(subject), isCounted && !stage.passing)
            for other in stage.after { add(.reversed(subject, before: other), self.stage(other)?.passing == false) }
            add(.revoked(subject), !stage.passing)
            add(.unanswered(subject), !isPassedOver)
        }
        for mutation in [Mutation.dropped(.final), .late(.final), .revoked(.final), .unanswered(.final)] {
            add(mutation, true)
        }
        for index in never.indices { add(.forbidden(index), true) }
        return (killable, equivalent)
    }
}
