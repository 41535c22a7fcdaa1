import Convergence
import JSONKit

/// Plans and looks told in a few words.
enum Tell {
    static func match(
        _ name: String,
        on probe: String = "p",
        after: [String] = [],
        within: Milliseconds? = nil,
        passing: Bool = false,
        mayHoldBefore: Bool = false
    ) throws -> StageRule {
        StageRule(
            name: name, condition: Condition(probe: probe, test: .match(try JSONPattern([:]))), after: after,
            within: within, passing: passing, mayHoldBefore: mayHoldBefore)
    }

    static func count(
        _ name: String,
        _ rule: Condition.CountRule = .exactly(1),
        on probe: String = "p",
        identity: Bool = true,
        passing: Bool = false,
        redeliveryForbidden: Bool = false
    ) throws -> StageRule {
        StageRule(
            name: name, condition: try counted(rule, on: probe), identity: identity ? try JSONPath("$.x[*].id") : nil,
            passing: passing, redeliveryForbidden: redeliveryForbidden)
    }

    static func counted(_ rule: Condition.CountRule, on probe: String = "p") throws -> Condition {
        Condition(probe: probe, test: .count(try JSONPath("$.x"), rule))
    }

    static func plan(
        _ stages: [StageRule],
        probes: [ProbeRule] = [ProbeRule(name: "p")],
        within: Milliseconds = 10_000,
        settle: Milliseconds = 2000,
        poll: [Milliseconds] = []
    ) throws -> ConvergencePlan {
        let final = Condition(probe: probes[0].name, test: .match(try JSONPattern([:])))
        return ConvergencePlan(probes: probes, stages: stages, final: final, within: within, settle: settle, poll: poll)
    }
}

extension Reading {
    static let yes = Reading(holds: true)
    static let no = Reading(holds: false, why: "not there")

    static func count(_ number: Int, _ identities: [String]? = nil) -> Reading {
        Reading(count: number, identities: identities)
    }

    func at(_ time: Milliseconds) -> Reading {
        var reading = self
        reading.time = time
        return reading
    }
}

extension Look {
    static func saw(
        _ readings: [String: Reading],
        on probe: String = "p",
        at start: Milliseconds,
        for length: Milliseconds = 10
    ) -> Look {
        Look(probe: probe, start: start, end: start + length, outcome: .answered, status: 200, readings: readings)
    }

    static func failed(
        _ outcome: Outcome = .transient,
        on probe: String = "p",
        at start: Milliseconds,
        for length: Milliseconds = 10,
        retryAfter: Milliseconds? = nil
    ) -> Look {
        Look(
            probe: probe, start: start, end: start + length, outcome: outcome, status: 502, detail: "502 Bad Gateway",
            retryAfter: retryAfter)
    }
}

extension Watch {
    /// Folds looks one after the other.
    mutating func observe(_ looks: Look...) {
        for look in looks { observe(look) }
    }

    /// Folds answers of one probe, a look a hundred milliseconds.
    mutating func see(_ answers: [[String: Reading]], on probe: String = "p", from start: Milliseconds) {
        for (offset, readings) in answers.enumerated() {
            observe(.saw(readings, on: probe, at: start + Double(offset) * 100))
        }
    }

    func status(_ name: String) -> StageOutcome.Status? {
        outcome().stages.first { $0.subject.description == name }?.status
    }
}
