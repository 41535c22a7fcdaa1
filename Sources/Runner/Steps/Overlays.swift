import BrowserAutomation
import Foundation
import RunModel
import ScenarioModel
import Synchronization

/// Looks for the overlays that the scenario has handlers for while one step is under way, and takes away what is there.
///
/// What a handler does is told as steps of its own, none of which is red: what counts is whether the overlay goes.
final class Overlays: Sendable {
    private let executor: StepExecutor
    private let page: Page
    private let step: Int
    private let deadline: ContinuousClock.Instant
    private let isDispatched = Mutex(false)

    /// A handler that has done its steps so often, and the overlay is still there, does not take it away.
    private static let mostFirings = 10
    /// A page that is busy is not waited for: the step itself finds out, and says so.
    private static let patience = Duration.seconds(1)
    /// An overlay may fade.
    private static let fading = Duration.milliseconds(500)

    init(_ executor: StepExecutor, page: Page, step: Int, deadline: ContinuousClock.Instant) {
        var executor = executor
        executor.watchesOverlays = false
        executor.onAct = nil
        executor.evidence = nil
        self.executor = executor
        self.page = page
        self.step = step
        self.deadline = deadline
    }

    /// Lets the dispatch of the trigger be the end of it: from time zero on nothing is done to the page but by the scenario.
    func closing(_ dispatch: BeforeDispatch?) -> BeforeDispatch? {
        guard let dispatch else { return nil }
        return { instant in
            self.isDispatched.withLock { $0 = true }
            dispatch(instant)
        }
    }

    /// Takes away every overlay that is there, in the order of their handlers.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: ``StepFailure`` for one that stays; what makes no sense to the page.
    func clear() async throws -> Bool {
        guard !isDispatched.withLock({ $0 }) else { return false }
        var wasThere = false
        for handler in executor.state.scenario.handlers {
            if try await clear(handler) { wasThere = true }
        }
        return wasThere
    }

    private func clear(_ handler: HandlerSpec) async throws -> Bool {
        let locator = try executor.resolve(handler.locator)
        var firings = 0
        var trouble: String?
        while try await isThere(locator) {
            try Task.checkCancellation()
            let isLate = ContinuousClock.now >= deadline
            if isLate, firings == 0 { return false }
            if isLate || firings == Self.mostFirings { throw stays(handler, after: firings, trouble) }
            firings += 1
            let message = "\(handler.name): \(handler.locator.description) is there"
            executor.state.emitter.emit(.stepLog(StepLog(index: step, message: message)))
            let end = await executor.carryOut(
                handler.steps.map { $0.named(after: handler) }, until: deadline, isOptional: true)
            trouble = end?.error?.message
            if await goes(locator) { break }
        }
        return firings > 0
    }

    private func isThere(_ locator: Locator) async throws -> Bool {
        do {
            return try await page.state(of: locator, deadline: min(deadline, .now + Self.patience)).isVisible
        } catch let error as BrowserError {
            if case .invalid = error { throw error }
            return false
        }
    }

    private func goes(_ locator: Locator) async -> Bool {
        let soon = min(deadline, ContinuousClock.now + Self.fading)
        let seen = try? await page.expect(locator, isStrict: false, deadline: soon) { !$0.isVisible }
        return seen?.isMet ?? true
    }

    private func stays(_ handler: HandlerSpec, after firings: Int, _ trouble: String?) -> StepFailure {
        let times = firings == 1 ? "once" : "\(firings) times"
        let why = trouble.map { ": \($0)" } ?? ""
        return StepFailure(
            kind: .action,
            message: "the handler \(handler.name) ran \(times), and \(handler.locator.description) is still there"
                + "\(why); let its steps take the overlay away")
    }
}

extension StepExecutor {
    /// What takes overlays away during a step; nothing where there are none to look for.
    func overlays(during step: Int?, deadline: ContinuousClock.Instant) -> Overlays? {
        guard watchesOverlays, let page, let step, !state.scenario.handlers.isEmpty else { return nil }
        return Overlays(self, page: page, step: step, deadline: deadline)
    }

    /// Takes away what lies over the page before a step that would meet it.
    func clearWay(for step: Step, number: Int, deadline: ContinuousClock.Instant) async throws {
        guard step.action.meetsOverlays else { return }
        _ = try await overlays(during: number, deadline: deadline)?.clear()
    }
}

extension Action {
    /// Whether a user would meet an overlay with it: every act and every look at the page.
    fileprivate var meetsOverlays: Bool {
        switch self {
        case .click, .dblclick, .hover, .fill, .clear, .type, .press, .select, .check, .uncheck, .scroll, .agree,
            .trigger:
            return true
        case .expect(let spec):
            if case .probe = spec.target { return false }
            return true
        default: return false
        }
    }
}

extension Step {
    /// The step as a handler's: with the handler's name before its own.
    fileprivate func named(after handler: HandlerSpec) -> Step {
        var step = self
        if case .group(let name, let inner) = action {
            step.action = .group(name, inner.map { $0.named(after: handler) })
        } else {
            step.name = "\(handler.name): \(title)"
        }
        return step
    }
}
