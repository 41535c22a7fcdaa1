import Convergence
import RunModel

/// How a run is going: a fold over its events that knows what to show now.
struct ProgressState {
    private(set) var fold = RunFold()
    /// The step that is being done.
    private(set) var step: StepStarted?
    /// Stages whose status was told already, for lines that are written once.
    private var told: [Subject: StageOutcome.Status] = [:]

    /// What is new with an event.
    enum News {
        /// The run began.
        case started(RunStarted)
        /// A phase began that is not told by its steps.
        case phase(Phase)
        /// The trigger was dispatched.
        case triggered(String)
        /// A step ended.
        case step(StepResult)
        /// A stage is no longer what it was.
        case stage(StageOutcome)
        /// Something went wrong outside the system.
        case fault(String)
        /// A signal came.
        case interrupted(String)
    }

    /// Takes an event.
    ///
    /// - Parameter event: The event.
    /// - Returns: What is new.
    mutating func apply(_ event: RunEvent) -> [News] {
        fold.apply(event)
        switch event.body {
        case .runStarted(let payload): return [.started(payload)]
        case .phase(let payload):
            let isWorthTelling = payload.phase == .baseline || payload.phase == .settle || payload.phase == .teardown
            return isWorthTelling ? [.phase(payload.phase)] : []
        case .stepStarted(let payload):
            step = payload
            return []
        case .stepFinished(let payload):
            if step?.index == payload.index { step = nil }
            return fold.steps.last { $0.started.index == payload.index }.map { [.step($0)] } ?? []
        case .triggerDispatched:
            return [.triggered(fold.steps.last { $0.started.isTrigger }?.started.name ?? "")]
        case .look(let taken) where taken.purpose == .converge: return changedStages
        case .runFinished: return changedStages
        case .fault(let fault): return [.fault(fault.detail)]
        case .interrupted(let payload): return [.interrupted(payload.signal)]
        default: return []
        }
    }

    private var changedStages: [News] {
        mutating get {
            stages.compactMap { stage in
                guard stage.status != .unknown, stage.status != .pending, told[stage.subject] != stage.status else {
                    return nil
                }
                told[stage.subject] = stage.status
                return .stage(stage)
            }
        }
    }

    /// The stages as judged now; empty before the trigger. Until the end nothing is missing, only awaited.
    var stages: [StageOutcome] {
        guard let watch = fold.watch else { return [] }
        return watch.outcome(zeroWallClock: fold.trigger?.wallClock, cutShort: !fold.isComplete).stages
    }

    /// Time zero.
    var zero: Milliseconds? { fold.trigger?.zero }
}
