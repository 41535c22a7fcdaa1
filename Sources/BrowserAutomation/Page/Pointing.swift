import CDP
import Foundation

extension Page {
    /// Clicks an element.
    ///
    /// - Parameters:
    ///   - locator: Must match exactly one element, visible, stable, enabled and receiving the event.
    ///   - options: Where and how.
    ///   - deadline: When to give up.
    /// - Returns: What was seen to happen.
    /// - Throws: ``BrowserError``; after a dispatch only that the browser is gone, or that the page does not answer.
    @discardableResult
    package func click(
        _ locator: Locator, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await point("click", locator, options, clicks: 1, deadline: deadline)
    }

    /// Double-clicks an element; checks as for a click.
    @discardableResult
    package func dblclick(
        _ locator: Locator, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await point("dblclick", locator, options, clicks: 2, deadline: deadline)
    }

    /// Moves the pointer over an element, which need not be enabled.
    @discardableResult
    package func hover(
        _ locator: Locator, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await point("hover", locator, options, clicks: 0, deadline: deadline)
    }

    /// Checks a checkbox, radio button or switch, unless it is.
    @discardableResult
    package func check(
        _ locator: Locator, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await point("check", locator, options, clicks: 1, wanted: true, deadline: deadline)
    }

    /// Unchecks a checkbox or switch, unless it is.
    @discardableResult
    package func uncheck(
        _ locator: Locator, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await point("uncheck", locator, options, clicks: 1, wanted: false, deadline: deadline)
    }

    /// Scrolls an element into view.
    package func scroll(to locator: Locator, deadline: ContinuousClock.Instant) async throws {
        var act = Act("scroll to", locator, ActOptions(), deadline: deadline)
        _ = try await prepare(
            &act, AttemptRequest(locator: locator, action: "scroll", checks: .scrolling))
    }

    /// An act with the pointer: attempts until its events have reached the element.
    private func point(
        _ name: String, _ locator: Locator, _ options: ActOptions, clicks: Int, wanted: Bool? = nil,
        deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        var act = Act(name, locator, options, deadline: deadline)
        let checks: ActChecks = clicks == 0 ? .hover : .pointer
        var request = AttemptRequest(
            locator: locator, action: wanted == nil ? name : "check", checks: options.force ? checks.forced : checks)
        request.wanted = wanted
        request.needsPoint = true
        request.position = options.position.map { AttemptRequest.Position(x: $0.x, y: $0.y) }

        var answering = Answering(isNeeded: clicks > 0 && !options.force)
        var isRepeated = false
        while true {
            let (answer, world) = try await prepare(&act, request)
            guard answer.status == "ready", let x = answer.x, let y = answer.y else {
                act.log.add("\(answer.element ?? "the element") is as wanted already")
                return ActionReport(
                    element: answer.element ?? "", answeredBy: "state", effects: [], attempts: act.attempts,
                    log: act.log.lines)
            }
            if answering.isNeeded {
                let answered = try await whatAnswers(answer, x: x, y: y, deadline: deadline)
                answering.found = answered.isEmpty || answered == "document" ? nil : answered
                if answering.found == nil, answered != "document" || !isDelegating, answering.mayWait {
                    answering.mayWait = false
                    act.log.add("nothing would answer yet; waiting for a listener")
                    try await waitForListener(x: x, y: y, deadline: min(deadline, .now + Self.listenerPatience))
                    continue  // time has passed: all checks again
                }
                if answering.found == nil, answered == "document", isDelegating { answering.found = "document" }
            }

            let before = mark
            let dispatch = try await dispatch(act, clicks, x: x, y: y, world: world)
            if let missed = dispatch.outcome?.missed(clicks: clicks) {
                var covered = answer
                covered.status = missed == "detached" ? "detached" : "covered"
                covered.by = missed
                try act.note(covered)
                act.log.add("the event was stopped before the page saw it")
                try await backOff(&act)
                continue
            }
            var report = ActionReport(
                element: answer.element ?? "", answeredBy: answering.found, effects: [],
                dispatchedAt: dispatch.instant, x: x, y: y, attempts: act.attempts, isRepeated: isRepeated,
                mark: before)
            if let wanted, isOpen { try await confirm(wanted, act) }
            try await finish(&report, &act)
            if answering.isNeeded, answering.found == nil, !options.isTrigger, !isRepeated {
                isRepeated = try await shouldRepeat(&report, &act, x: x, y: y)
                if isRepeated { continue }
            }
            report.log = act.log.lines
            return report
        }
    }

    /// Waits for what an act has set off: the commit of a navigation; collects the effects.
    ///
    /// - Throws: ``BrowserError/timedOut(what:log:)`` when the page has not answered by the act's deadline.
    func finish(_ report: inout ActionReport, _ act: inout Act) async throws {
        do {
            if try await !settleNavigation(deadline: act.deadline) {
                act.log.add("the navigation it started has no answer yet")
            }
            report.effects = await effects(since: report.mark, deadline: act.deadline)
        } catch BrowserError.pageClosed {
            report.effects.insert(.navigation)
            act.log.add("the page was closed by the act")
        }
        if report.effects.contains(.hang) { throw unanswered(act) }
        act.log.add("done")
        report.log = act.log.lines
    }

    /// Makes sure that a checkable control is as wanted after the act; a framework may take a moment to follow.
    private func confirm(_ wanted: Bool, _ act: Act) async throws {
        let seen = try await expect(act.locator, isStrict: false, deadline: act.deadline) {
            $0.count != 1 || $0.checked == (wanted ? .on : .off)
        }
        if !seen.isAnswered { throw unanswered(act) }
        if !seen.isMet {
            throw act.refusal(seen.state.description, .unchanged, detail: "it was clicked once")
        }
    }

    // MARK: Dispatch

    /// Sends the pointer's events.
    ///
    /// A trigger's press is looked at before its release: a press that was stopped must not count as dispatched. One that
    /// the page has not answered by the deadline was not stopped, so it is released as a user would, and counts.
    private func dispatch(
        _ act: Act, _ clicks: Int, x: Double, y: Double, world: String
    ) async throws -> (outcome: DispatchOutcome?, instant: ContinuousClock.Instant) {
        let options = act.options
        let deadline = act.deadline + Self.answerGrace
        func begin(_ kind: CDP.Input.DispatchMouseEvent.Kind, _ count: Int) -> CDPReply<CDPDone> {
            session.begin(
                CDP.Input.DispatchMouseEvent(
                    type: kind, x: x, y: y, button: count > 0 ? .left : CDP.Input.MouseButton.none,
                    buttons: kind == .mousePressed ? 1 : 0, clickCount: count), deadline: deadline)
        }
        var replies: [CDPReply<CDPDone>] = []
        var instant = ContinuousClock.now
        if clicks == 0 { options.beforeDispatch?(instant) }
        replies.append(begin(.mouseMoved, 0))
        for count in 1..<(clicks + 1) {
            let press = begin(.mousePressed, count)
            replies.append(press)
            if count == clicks {
                if options.isTrigger {
                    _ = try? await press.value
                    let early = try? await call(
                        "dispatchOutcome(false)", as: DispatchOutcome.self, in: world, deadline: deadline)
                    if let early, early.missed(clicks: clicks) != nil {
                        _ = try? await begin(.mouseReleased, count).value
                        return (early, instant)
                    }
                    // What cannot be sent any more, or must not, is not dispatched.
                    try Task.checkCancellation()
                    if case .browserExited? = failure { try checkAlive() }
                }
                instant = .now
                options.beforeDispatch?(instant)
            }
            replies.append(begin(.mouseReleased, count))
        }
        if options.isDoubled {
            // With nothing in between: an answer to the first click could move what the second is meant for.
            replies += [begin(.mousePressed, clicks + 1), begin(.mouseReleased, clicks + 1)]
        }
        for reply in replies {
            // A click that closes its own page leaves the rest unanswered; the browser's end is told by `checkAlive`.
            do { _ = try await reply.value } catch { if error.kind == .timedOut { throw unanswered(act) } }
        }
        if case .browserExited? = failure { try checkAlive() }
        let outcome = try? await call("dispatchOutcome(true)", as: DispatchOutcome.self, in: world, deadline: deadline)
        // The first click was looked at before its release; where the second lands is the page's affair.
        return (options.isDoubled ? nil : outcome, instant)
    }

    /// The error of an act that was dispatched to a page that has not answered since.
    private func unanswered(_ act: Act) -> BrowserError {
        .timedOut(
            what: "the page at \(document.url) to answer the \(act.name) on \(act.locator), which was dispatched; "
                + "a script of the page keeps it busy", log: act.log.lines)
    }
}
