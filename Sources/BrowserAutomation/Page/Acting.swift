import CDP
import Foundation

/// An act under way: its attempts, log and deadline.
struct Act: Sendable {
    let name: String
    let locator: Locator
    let options: ActOptions
    let deadline: ContinuousClock.Instant
    var log = CallLog()
    var attempts = 0
    var failures = 0
    var lastAnswer: AttemptAnswer?
    var detail: String?
    private var ambiguousSince: ContinuousClock.Instant?

    init(_ name: String, _ locator: Locator, _ options: ActOptions, deadline: ContinuousClock.Instant) {
        self.name = name
        self.locator = locator
        self.options = options
        self.deadline = deadline
        log.add("waiting for \(locator)")
    }

    /// Writes down why an attempt was not ready.
    ///
    /// - Throws: ``BrowserError/strict(locator:count:matches:)`` when two matches have lasted.
    mutating func note(_ answer: AttemptAnswer) throws(BrowserError) {
        lastAnswer = answer
        detail = nil
        let element = answer.element ?? "the element"
        switch answer.status {
        case "notFound": log.add("nothing matches")
        case "strict":
            let since = ambiguousSince ?? .now
            ambiguousSince = since
            log.add("\(answer.count ?? 2) elements match")
            if since.duration(to: .now) >= Page.strictGrace {
                throw .strict(locator: locator.description, count: answer.count ?? 2, matches: answer.matches ?? [])
            }
            return
        case "covered": log.add("\(element) is covered by \(answer.by ?? "another element")")
        default:
            let reason = BrowserError.Reason(rawValue: answer.status)?.words ?? answer.status
            log.add("\(element) \(reason)")
        }
        ambiguousSince = nil
    }

    /// The error of an act whose time is up.
    func failure() -> BrowserError {
        guard let answer = lastAnswer, answer.status != "notFound" else {
            return .notFound(locator: locator.description, log: log.lines)
        }
        if answer.status == "strict" {
            return .strict(locator: locator.description, count: answer.count ?? 2, matches: answer.matches ?? [])
        }
        return .notActionable(
            BrowserError.NotActionable(
                action: name, locator: locator.description, element: answer.element,
                reason: BrowserError.Reason(rawValue: answer.status) ?? .detached, coveredBy: answer.by,
                detail: detail, log: log.lines))
    }

    /// The error of an element that will never take the act.
    func refusal(_ element: String?, _ reason: BrowserError.Reason, detail: String) -> BrowserError {
        .notActionable(
            BrowserError.NotActionable(
                action: name, locator: locator.description, element: element, reason: reason, coveredBy: nil,
                detail: detail, log: log.lines))
    }
}

extension Page {
    /// The waits between attempts, in milliseconds; the last one repeats.
    private static let retryWaits = [0, 20, 100, 100, 500]

    /// Attempts until the page says that the element is ready, or the act's time is up.
    ///
    /// - Parameters:
    ///   - act: The act; its log grows.
    ///   - request: What to check.
    ///   - step: A call of the library to make in the same go when the checks have passed.
    /// - Returns: The answer, and the document it was given for.
    /// - Throws: ``BrowserError`` with why the element was not ready.
    func prepare(
        _ act: inout Act, _ request: AttemptRequest, step: String? = nil
    ) async throws -> (answer: AttemptAnswer, world: String) {
        var request = request
        while true {
            if act.failures > 0, ContinuousClock.now >= act.deadline { throw act.failure() }
            request.attempt = act.failures
            request.remaining = max(50, milliseconds(until: act.deadline))
            request.patience = min(1000, request.remaining)
            do {
                let world = try await currentWorld(deadline: act.deadline)
                var call = "prepare(\(JSONText.encode(request)))"
                if let step {
                    call +=
                        ".then((answer) => answer.status === 'ready' ? { ...answer, then: endstate.\(step) } : answer)"
                }
                // The page looks until the deadline and then has a moment to answer.
                guard
                    let answer = try await self.call(
                        call, as: AttemptAnswer.self, in: world, deadline: act.deadline + Self.answerGrace)
                else {
                    act.log.add("the page navigated; looking again")
                    continue
                }
                if answer.status == "ready" || answer.status == "done" {
                    act.attempts += 1
                    return (answer, world)
                }
                try act.note(answer)
            } catch BrowserError.timedOut {
                throw act.lastAnswer == nil
                    ? BrowserError.timedOut(what: "the page at \(document.url) to answer", log: act.log.lines)
                    : act.failure()
            }
            if try await act.options.clearsWay?() == true {
                act.log.add("what lay in the way was taken away; looking again")
                act.attempts += 1
                act.failures += 1
            } else {
                try await backOff(&act)
            }
        }
    }

    /// Waits before the next attempt.
    func backOff(_ act: inout Act) async throws {
        let wait = Self.retryWaits[min(act.failures, Self.retryWaits.count - 1)]
        act.attempts += 1
        act.failures += 1
        try await pause(until: min(act.deadline, .now + .milliseconds(wait)))
    }

    /// The monitors' counters as they stand.
    var mark: EffectMark {
        var mark = counts
        mark.document = document.loader
        return mark
    }

    /// What has happened since an act: in the page, on the network, to the page. Can be asked again later.
    ///
    /// - Parameters:
    ///   - report: The act's report.
    ///   - deadline: When a page that does not answer is given up; that it does not is an effect as well.
    /// - Returns: What has been seen so far.
    package func effects(since report: ActionReport, deadline: ContinuousClock.Instant) async -> Set<ActionEffect> {
        guard report.dispatchedAt != nil else { return report.effects }
        return report.effects.union(await effects(since: report.mark, deadline: deadline))
    }

    func effects(since mark: EffectMark, deadline: ContinuousClock.Instant) async -> Set<ActionEffect> {
        var effects: Set<ActionEffect> = []
        if counts.requests > mark.requests { effects.insert(.request) }
        if counts.navigations > mark.navigations || document.isNavigating { effects.insert(.navigation) }
        if counts.dialogs > mark.dialogs { effects.insert(.dialog) }
        if case .pageClosed? = failure { effects.insert(.navigation) }
        if document.loader == mark.document, let world = document.world {
            do {
                let seen = try await call(
                    "seenEffects()", as: [String].self, in: world, deadline: deadline + Self.answerGrace)
                for name in seen ?? [] { ActionEffect(rawValue: name).map { _ = effects.insert($0) } }
            } catch BrowserError.timedOut {
                effects.insert(.hang)
            } catch {
                // A page that is gone cannot be asked; the next command says so.
            }
        }
        return effects
    }
}
