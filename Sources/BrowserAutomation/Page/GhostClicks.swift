import CDP
import Foundation

/// What is known of who would answer an act.
struct Answering {
    /// Whether it matters for this act.
    let isNeeded: Bool
    /// Whether a listener may still be waited for.
    var mayWait = true
    /// A default action or the kind of listener; nil: nothing.
    var found: String?

    init(isNeeded: Bool) { self.isNeeded = isNeeded }
}

extension Page {
    /// How long an act waits for a listener to be attached.
    static let listenerPatience = Duration.seconds(2)

    /// Whether this site has been seen to act on nothing but a listener on its `document`.
    var isDelegating: Bool { context.isDelegating(document.url) }

    /// What would answer a click at a point: a default action, `listener`, `framework`, `document`, or "".
    func whatAnswers(
        _ answer: AttemptAnswer, x: Double, y: Double, deadline: ContinuousClock.Instant
    ) async throws -> String {
        if let action = answer.defaultAction, !action.isEmpty { return action }
        return try await listener(x: x, y: y, deadline: deadline)
    }

    /// The listener that a click at a point would call. Asked in the page's own world, where they can be listed.
    private func listener(x: Double, y: Double, deadline: ContinuousClock.Instant) async throws -> String {
        guard let world = document.mainWorld else { return "" }
        do {
            let answer = try await session.send(
                CDP.Runtime.Evaluate(
                    expression: "(\(Scripts.listeners))(\(x), \(y), getEventListeners)", includeCommandLineAPI: true,
                    silent: true, returnByValue: true, uniqueContextId: world),
                deadline: deadline + Self.answerGrace)
            guard case .string(let kind)? = answer.result.value else { return "" }
            return kind
        } catch {
            // Not knowing is not a reason to fail an act; a page that is gone is found out by the next command.
            return ""
        }
    }

    /// Waits until something near a point listens, or the deadline.
    func waitForListener(x: Double, y: Double, deadline: ContinuousClock.Instant) async throws {
        while ContinuousClock.now < deadline {
            try await pause(until: min(deadline, .now + .milliseconds(50)))
            let kind = try await listener(x: x, y: y, deadline: deadline)
            if !kind.isEmpty, kind != "document" { return }
        }
    }

    /// After an act that nothing was there to answer and that had no effect: waits for an effect, then for a listener.
    ///
    /// - Returns: Whether the act is to be done again, because someone listens now who did not then.
    func shouldRepeat(_ report: inout ActionReport, _ act: inout Act, x: Double, y: Double) async throws -> Bool {
        let patience = min(act.deadline, ContinuousClock.now + .milliseconds(500))
        while report.effects.isEmpty, ContinuousClock.now < patience {
            try await pause(until: min(patience, .now + .milliseconds(50)))
            report.effects = await effects(since: report.mark, deadline: act.deadline)
        }
        if !report.effects.isEmpty {
            try await learnDelegation(x: x, y: y, deadline: act.deadline)
            return false
        }
        try await waitForListener(x: x, y: y, deadline: min(act.deadline, .now + .seconds(1)))
        let kind = try await listener(x: x, y: y, deadline: act.deadline)
        guard !kind.isEmpty, kind != "document" else { return false }
        report.effects = await effects(since: report.mark, deadline: act.deadline)
        guard report.effects.isEmpty else { return false }
        act.log.add("nothing had answered and something listens now; doing it again")
        return true
    }

    /// Remembers that this site acts on a listener of its document, so that later acts need not wait for a nearer one.
    private func learnDelegation(x: Double, y: Double, deadline: ContinuousClock.Instant) async throws {
        guard try await listener(x: x, y: y, deadline: deadline) == "document" else { return }
        await context.learnDelegation(document.url)
    }
}
