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

    /// The variables as they are now.
    var currentVariables: Variables { variables.withLock { $0 } }

    /// Keeps a captured value and says so; a secret is declared before anything can be written of it.
    func capture(_ name: String, _ value: JSON, secret: Bool) {
        let shown = value.stringValue ?? value.serialized()
        if secret { emitter.sink.conceal(shown) }
        variables.withLock { $0.set(name, to: value, secret: secret) }
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

    /// The plan with the variables as they are now.
    func plan() throws(ResolutionError) -> ConvergencePlan {
        try scenario.plan(currentVariables, overrides: settings.overrides)
    }

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
