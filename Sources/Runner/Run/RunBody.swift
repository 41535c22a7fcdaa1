import BrowserAutomation
import Convergence
import Foundation
import RunModel
import ScenarioModel

/// The part of a run that a stop may cut short: everything between the first event and the teardown (R2).
struct RunBody {
    let state: RunState
    let browsers: BrowserPool

    private var scenario: Scenario { state.scenario }
    private var emitter: RunEmitter { state.emitter }

    /// Runs it. Every failure is an event, so nothing is thrown.
    func run() async {
        // The browser takes about as long to start as the test data takes to be made.
        let setup = Task { await setUp() }
        await withTaskCancellationHandler {
            await runBrowser(after: setup)
            _ = await setup.value
        } onCancel: {
            setup.cancel()
        }
    }

    private func runBrowser(after setup: Task<Bool, Never>) async {
        do {
            try await browsers.withBrowser(deadline: .now + ScenarioRunner.launchPatience) { browser in
                let path = browser.identity.path ?? "attached"
                emitter.emit(.browserStarted(BrowserStarted(version: browser.identity.product, path: path)))
                guard await setup.value, !Task.isCancelled else { return }
                try await drive(browser)
            }
        } catch {
            guard !Task.isCancelled else { return }
            // Steps turn what they throw into events: what comes here is a browser without a page to drive.
            let code: ReasonCode = error is BrowserError ? .browserFailed : .internal
            emitter.emit(.fault(Fault(code: code, detail: StepFailure(error).message)))
        }
    }

    private func setUp() async -> Bool {
        guard !scenario.setup.isEmpty else { return true }
        emitter.emit(.phase(PhaseEntered(.setup)))
        return await StepExecutor(state: state, looker: Looker(state: state), phase: .setup).perform(scenario.setup)
    }

    private func drive(_ browser: Browser) async throws {
        let deadline = ContinuousClock.now + ScenarioRunner.launchPatience
        let leavesPage = state.variation?.leavesPage == true
        let recorder = BrowserRecorder(emitter: emitter, sentRequest: leavesPage ? SentRequest() : nil)
        try await browser.withContext(try contextOptions(recorder), deadline: deadline) { context in
            do {
                let page = try await context.newPage(deadline: deadline)
                await workflow(page, context, recorder)
            } catch {
                await recorder.finish(context)
                throw error
            }
            await recorder.finish(context)
        }
    }

    private func workflow(_ page: Page, _ context: BrowserContext, _ recorder: BrowserRecorder) async {
        guard let triggerIndex = scenario.triggerIndex else { return }
        let looker = Looker(state: state)
        let evidence = EvidenceTaker(page: page, emitter: emitter, film: recorder.film)
        var executor = StepExecutor(
            state: state, looker: looker, page: page, context: context, phase: .steps, evidence: evidence)
        emitter.emit(.phase(PhaseEntered(.steps)))
        guard await executor.perform(Array(scenario.steps[..<triggerIndex])), !Task.isCancelled else { return }

        let plan: ConvergencePlan
        do {
            plan = try state.plan()
        } catch {
            return emitter.emit(.fault(Fault(code: .internal, detail: error.description)))
        }
        emitter.emit(.plan(PlanResolved(plan: plan, places: scenario.places)))
        emitter.emit(.phase(PhaseEntered(.baseline)))
        guard let baseline = try? await BaselineTaker(looker: looker, plan: plan).take() else { return }
        guard Baseline(plan: plan, looks: baseline).objections.isEmpty else {
            await evidence.takePicture(step: nil, why: "failure")
            return
        }

        let address = await page.url
        emitter.emit(.phase(PhaseEntered(.trigger)))
        executor.phase = .trigger
        let watcher = Watcher(state: state, looker: looker, plan: plan)
        let action = TriggeredAction(
            trigger: scenario.steps[triggerIndex], rest: Array(scenario.steps[(triggerIndex + 1)...]),
            executor: executor, watcher: watcher, sentRequest: recorder.sentRequest)
        guard let watch = await action.run(baseline: baseline), !Task.isCancelled else { return }
        // What follows speaks of the page on which the user acted.
        let isAway = state.variation == .backButton
        let back = isAway ? [Step(returningTo: address, as: scenario.steps[triggerIndex])] : []
        await conclude(watch, back + scenario.then, executor, evidence)
    }

    /// What the user sees now, or what there is to see of the failure (R17).
    private func conclude(
        _ watch: Watch, _ steps: [Step], _ executor: StepExecutor, _ evidence: EvidenceTaker
    ) async {
        var executor = executor
        executor.phase = .then
        if watch.outcome().settled {
            emitter.emit(.phase(PhaseEntered(.then)))
            _ = await executor.perform(steps)
            return
        }
        await evidence.takePicture(step: nil, why: "failure")
        await compareBothSides(steps, executor)
    }

    /// Reads both sides of every `agree` once, on the page as the user would find it now: what was on the screen when the
    /// back end gave up may just be old.
    private func compareBothSides(_ steps: [Step], _ executor: StepExecutor) async {
        let deadline = ContinuousClock.now + RunBody.comparePatience
        for step in steps.flatMap(\.singles) where !Task.isCancelled {
            switch step.action {
            case .goto, .reload: await executor.navigateQuietly(step.action, deadline: deadline)
            case .agree(let spec): await executor.readBothSides(spec, deadline: deadline)
            default: break
            }
        }
    }

    /// Reading both sides as evidence takes no longer than this.
    private static let comparePatience = Duration.seconds(10)

    private func contextOptions(_ recorder: BrowserRecorder) throws -> ContextOptions {
        var options = recorder.options
        guard let correlation = scenario.correlation else { return options }
        let variables = state.currentVariables
        options.correlation = CorrelationPolicy(
            id: variables.correlationID,
            origins: try correlation.origins.map { try $0.resolve(variables) },
            localStorageKey: try correlation.localStorage?.resolve(variables),
            headerName: try correlation.header?.resolve(variables),
            traceID: correlation.traceparent ? variables.run.traceID : nil
        )
        return options
    }
}
