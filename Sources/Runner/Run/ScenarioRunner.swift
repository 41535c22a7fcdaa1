package import BrowserAutomation
package import Convergence
import Foundation
package import Probes
package import RunModel
package import ScenarioModel

/// Runs one scenario: the order of R2, from the first event to the last.
package struct ScenarioRunner: Sendable {
    /// The scenario.
    package let scenario: Scenario
    /// What the command line says.
    package let settings: RunSettings
    /// Where its browser comes from, which other runs may use beside it.
    package let browsers: BrowserPool
    /// Who and when the run is.
    package let identity: RunIdentity
    /// Asks the back end.
    package let client: ProbeClient

    /// Makes a runner.
    package init(
        scenario: Scenario,
        settings: RunSettings,
        browsers: BrowserPool,
        identity: RunIdentity,
        client: ProbeClient
    ) {
        self.scenario = scenario
        self.settings = settings
        self.browsers = browsers
        self.identity = identity
        self.client = client
    }

    /// How long a browser may take to start.
    static let launchPatience = Duration.seconds(30)

    /// Runs the scenario. Whatever happens, the sink has the whole story but its last line when this returns. A run that
    /// was stopped before it began does nothing, and says so.
    ///
    /// - Parameters:
    ///   - sink: Takes the events.
    ///   - control: Stops the run.
    /// - Returns: The time of the end, for the last line.
    package func run(into sink: any RunSink, control: RunControl = RunControl()) async -> Milliseconds {
        let emitter = RunEmitter(clock: RunClock(), sink: sink)
        let wasStopped = control.cause != nil
        do {
            let variables = try scenario.variables(
                environment: settings.environment, run: identity, for: settings.scenarioCase,
                overrides: settings.values)
            let state = RunState(
                scenario: scenario, settings: settings, emitter: emitter, client: client, variables: variables)
            start(state)
            if wasStopped {
                tellStop(emitter, control)
            } else {
                await carryOut(state, control)
                await tearDown(state)
            }
        } catch {
            emitter.emit(.runStarted(opening(emitter, Variables(run: identity))))
            emitter.emit(.fault(Fault(code: .internal, detail: error.description)))
        }
        return emitter.clock.now
    }

    private func start(_ state: RunState) {
        state.emitter.emit(.runStarted(opening(state.emitter, state.currentVariables)), at: 0)
    }

    private func opening(_ emitter: RunEmitter, _ variables: Variables) -> RunStarted {
        RunStarted(
            runID: identity.id,
            wallClock: emitter.clock.wallStart,
            tool: settings.tool,
            platform: Platform.description,
            scenario: scenario.name,
            outcome: scenario.outcome ?? "",
            file: scenario.file,
            location: SourceLocation(scenario.nameSpan),
            digest: SHA256Digest.hexadecimal(of: scenario.wholeText),
            correlationID: scenario.correlation == nil ? nil : variables.correlationID,
            environment: variables.env,
            scenarioCase: settings.scenarioCase?.label,
            variation: settings.variation,
            repetition: settings.repetition
        )
    }

    /// Everything that a stop may cut short.
    private func carryOut(_ state: RunState, _ control: RunControl) async {
        let body = Task { await RunBody(state: state, browsers: browsers).run() }
        control.onStop { body.cancel() }
        let timer = settings.timeout.map { timeout in
            Task {
                try await Task.sleep(for: timeout)
                control.stop(.timeout(timeout))
            }
        }
        await body.value
        timer?.cancel()
        tellStop(state.emitter, control)
        noteDrift(state)
    }

    private func tellStop(_ emitter: RunEmitter, _ control: RunControl) {
        switch control.cause {
        case .signal(let name): emitter.emit(.interrupted(Interrupted(signal: name)))
        case .timeout(let timeout):
            let detail = "the run was stopped after \(timeout.milliseconds.asText), its --timeout"
            emitter.emit(.fault(Fault(code: .timedOut, detail: detail)))
        case nil: break
        }
    }

    /// A machine that slept, or a clock that was set, makes every budget meaningless (R21).
    private func noteDrift(_ state: RunState) {
        let drift = state.clock.drift
        guard abs(drift) > RunClock.tolerance else { return }
        let detail =
            "the clock jumped by \(abs(drift).asText) during the run (did the machine sleep?), so no budget can be judged"
        state.emitter.emit(.fault(Fault(code: .timedOut, detail: detail, clockJump: drift)))
    }

    /// Always runs, never changes the verdict, and ends (R21).
    private func tearDown(_ state: RunState) async {
        guard !scenario.teardown.isEmpty else { return }
        state.emitter.emit(.phase(PhaseEntered(.teardown)))
        let steps = scenario.teardown
        let task = Task {
            let executor = StepExecutor(state: state, looker: Looker(state: state), phase: .teardown)
            // Each is tried: what one cannot clean up, another may.
            for step in steps.flatMap(\.singles) { _ = await executor.perform(step) }
        }
        let timer = Task {
            try await Task.sleep(for: Defaults.teardown)
            task.cancel()
        }
        await task.value
        timer.cancel()
    }
}
