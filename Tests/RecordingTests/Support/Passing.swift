import Convergence
import JSONKit
import RunModel

/// The shortest run that passes.
enum Passing {
    static var plan: ConvergencePlan {
        get throws {
            let condition = Condition(probe: "workflow", test: .match(try JSONPattern(["plan": "pro"])))
            return ConvergencePlan(
                probes: [ProbeRule(name: "workflow")], stages: [StageRule(name: "upgraded", condition: condition)],
                final: condition, within: 1000, settle: 0)
        }
    }

    static var events: [RunEvent.Body] {
        get throws {
            let step = StepStarted(
                index: 0, name: "click testid=upgrade", phase: .trigger, location: SourceLocation(line: 1, column: 1),
                isTrigger: true)
            return [
                Sample.started(), .plan(PlanResolved(plan: try plan)), .phase(PhaseEntered(.baseline)),
                look(0, holds: false, .baseline), .phase(PhaseEntered(.trigger)), .stepStarted(step),
                .triggerDispatched(TriggerDispatched(index: 0, wallClock: 0)),
                .stepFinished(StepFinished(index: 0, outcome: .passed)), .phase(PhaseEntered(.converge)),
                look(20, holds: true, .converge), look(40, holds: true, .converge),
            ]
        }
    }

    private static func look(_ time: Milliseconds, holds: Bool, _ purpose: LookTaken.Purpose) -> RunEvent.Body {
        let reading = Reading(holds: holds)
        let look = Look(
            probe: "workflow", start: time, end: time + 1, outcome: .answered, status: 200,
            readings: ["upgraded": reading, "@final": reading])
        return .look(LookTaken(look: look, purpose: purpose))
    }
}
