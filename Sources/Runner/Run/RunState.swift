import Convergence
import JSONKit
import Probes
import RunModel
import ScenarioModel
import Synchronization

/// What the steps and the watch of one run share.
final class RunState: Sendable {
    let scenario: Scenario
    let settings: RunSettings
    let emitter: RunEmitter
    let client: ProbeClient
    private let variables: Mutex<Variables>
    private let filledIn = Mutex<(plan: Result<ConvergencePlan, ResolutionError>?, now: String?)>((nil, nil))
    private let stepCount = Mutex(0)
    private let listeners = Mutex<[AsyncStream<Watcher.Signal>.Continuation]>([])

    init(
        scenario: Scenario,
        settings: RunSettings,
        emitter: RunEmitter,
        client: ProbeClient,
        variables: Variables
    ) {
        self.scenario = scenario
        self.settings = settings
        self.emitter = emitter
        self.client = client
        self.variables = Mutex(variables)
        for secret in variables.redactions { emitter.sink.conceal(secret.value) }
    }

    var clock: RunClock { emitter.clock }

    /// How the run differs from its scenario on purpose.
    var variation: Variation? { settings.variation }

    /// The variables as they are now.
    var currentVariables: Variables { variables.withLock { $0 } }

    /// Keeps a captured value and says so; a secret is declared before anything can be written of it.
    ///
    /// - Parameters:
    ///   - name: What it is called from now on.
    ///   - value: What was captured.
    ///   - secret: Whether it must not be written in clear, neither whole nor any text or number in it.
    /// - Throws: ``StepFailure`` for a secret that is too short to be masked; it goes no further then.
    func capture(_ name: String, _ value: JSON, secret: Bool) throws(StepFailure) {
        let shown = value.stringValue ?? value.serialized()
        if secret {
            // What stands beside a token may be short: `"type": "bearer"` is nobody's secret.
            let parts = value.leaves.filter { !ShortSecret.isShort($0) }
            guard !parts.isEmpty else {
                throw StepFailure(kind: .internal, message: "\(ShortSecret.title(name)); \(ShortSecret.remedy)")
            }
            for part in parts + [shown] { emitter.sink.conceal(part) }
        }
        variables.withLock { $0.set(name, to: value, secret: secret) }
        filledIn.withLock { $0.plan = nil }
        emitter.emit(.captured(Captured(name: name, value: secret ? "«secret»" : shown)))
        signal(.captured(name))
    }

    /// The number of the next step.
    func nextStepIndex() -> Int {
        stepCount.withLock { count in
            defer { count += 1 }
            return count
        }
    }

    /// The plan, filled in once before the baseline and again when something was captured: what a look is held against
    /// does not change from look to look.
    func plan() throws(ResolutionError) -> ConvergencePlan {
        let plan = filledIn.withLock { filledIn in
            if let plan = filledIn.plan { return plan }
            var variables = currentVariables
            filledIn.now = variables.freeze(now: filledIn.now)
            let plan: Result<ConvergencePlan, ResolutionError>
            do throws(ResolutionError) {
                plan = .success(try scenario.plan(variables, overrides: settings.overrides))
            } catch {
                plan = .failure(error)
            }
            filledIn.plan = plan
            return plan
        }
        return try plan.get()
    }

    /// True from the baseline on. A look before that is not held against the plan: to fill it in would let `${now}` stand
    /// still too early, and captures may be missing yet.
    var hasPlan: Bool { filledIn.withLock { $0.now != nil } }

    /// Subscribes the watch to what happens in the steps.
    func listen(_ continuation: AsyncStream<Watcher.Signal>.Continuation) {
        listeners.withLock { $0.append(continuation) }
    }

    /// Tells the watch.
    func signal(_ signal: Watcher.Signal) {
        let all = listeners.withLock { $0 }
        for listener in all { listener.yield(signal) }
    }
}

extension JSON {
    /// Every text and number in the value, as it is written where it stands by itself.
    fileprivate var leaves: [String] {
        switch self {
        case .null, .bool: []
        case .integer, .number: [serialized()]
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.leaves)
        case .object(let members): members.values.flatMap(\.leaves)
        }
    }
}
