import CDP
import Foundation

extension Page {
    /// Replaces the content of a text control.
    ///
    /// - Parameters:
    ///   - locator: An input, textarea or contenteditable element, or its label.
    ///   - text: The new content; "" clears.
    ///   - isSecret: Whether the field is to be masked in pictures and snapshots from now on.
    ///   - options: How.
    ///   - deadline: When to give up.
    /// - Returns: What was seen to happen.
    /// - Throws: ``BrowserError``, also when the control does not take the text.
    @discardableResult
    package func fill(
        _ locator: Locator, with text: String, isSecret: Bool = false, options: ActOptions = ActOptions(),
        deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await fill("fill", locator, text, isSecret, options, deadline)
    }

    /// Empties a text control.
    @discardableResult
    package func clear(
        _ locator: Locator, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await fill("clear", locator, "", false, options, deadline)
    }

    /// Types a text key by key into a focused element, behind what is there.
    ///
    /// - Parameters:
    ///   - text: What to type.
    ///   - locator: What to focus first; what has the focus when nil.
    ///   - isSecret: Whether the fields that take it are to be masked in pictures and snapshots from now on.
    ///   - options: How.
    ///   - deadline: When to give up.
    /// - Returns: What was seen to happen.
    /// - Throws: ``BrowserError``.
    @discardableResult
    package func type(
        _ text: String, into locator: Locator?, isSecret: Bool = false, options: ActOptions = ActOptions(),
        deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        let strokes = text.map { KeyStroke(character: $0) }
        return try await keys("type", locator, options, deadline, strokes: strokes, isSecret: isSecret)
    }

    /// Presses a key, with modifiers, on a focused element.
    ///
    /// - Parameters:
    ///   - key: Such as `Enter` or `Control+S`.
    ///   - locator: What to focus first; what has the focus when nil.
    ///   - options: How.
    ///   - deadline: When to give up.
    /// - Returns: What was seen to happen.
    /// - Throws: ``BrowserError/invalid(_:)`` when there is no such key.
    @discardableResult
    package func press(
        _ key: String, on locator: Locator?, options: ActOptions = ActOptions(), deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        try await keys("press \(key) on", locator, options, deadline, strokes: [KeyStroke(try KeyPress(key))])
    }

    private func fill(
        _ name: String, _ locator: Locator, _ text: String, _ isSecret: Bool, _ options: ActOptions,
        _ deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        var act = Act(name, locator, options, deadline: deadline)
        let request = AttemptRequest(
            locator: locator, action: "fill", checks: options.force ? .none : .fill)
        let before = mark
        if isSecret { guardFilm() }
        while true {
            let fill = "beginFill(\(JSONText.encode(text)), \(isSecret)"
            var (answer, world) = try await prepare(&act, request, step: "\(fill), \(options.isTrigger))")
            var instant: ContinuousClock.Instant?
            if answer.then?.status == "settable" {
                // What the page sets off when it is set must not come before the dispatch.
                let now = ContinuousClock.now
                instant = now
                options.beforeDispatch?(now)
                answer.then = try await call("\(fill), false)", as: StepAnswer.self, in: world, deadline: deadline)
            }
            guard let step = answer.then, step.status != "detached" else {
                try await backOff(&act)
                continue
            }
            if step.status == "unfit" {
                throw act.refusal(answer.element, .unfit, detail: step.reason ?? "it cannot be filled")
            }
            if step.status == "typed" {
                let now = ContinuousClock.now
                instant = now
                options.beforeDispatch?(now)
                if !text.isEmpty {
                    try await send(CDP.Input.InsertText(text: text), deadline: deadline)
                } else if step.empty == false {
                    try await strike(KeyStroke(try KeyPress("Delete")), deadline: deadline)
                }
            }
            var report = ActionReport(
                element: answer.element ?? "", answeredBy: "control", effects: [], dispatchedAt: instant,
                attempts: act.attempts, mark: before)
            try await finish(&report, &act)
            return report
        }
    }

    private func keys(
        _ name: String, _ locator: Locator?, _ options: ActOptions, _ deadline: ContinuousClock.Instant,
        strokes: [KeyStroke], isSecret: Bool = false
    ) async throws -> ActionReport {
        let target = locator ?? Locator.css(":focus, body")
        var act = Act(name, target, options, deadline: deadline)
        var element = "the focused element"
        let before = mark
        if let locator {
            let request = AttemptRequest(locator: locator, action: "press", checks: .none)
            while true {
                let (answer, _) = try await prepare(&act, request, step: "focusHeld()")
                element = answer.element ?? element
                if answer.then?.status != "detached" { break }
                try await backOff(&act)
            }
        } else {
            _ = try await currentWorld(deadline: deadline)
        }
        if isSecret {
            guardFilm()
            _ = try await look("beginSecretTyping()", as: Bool.self, deadline: deadline)
        }
        var instant = ContinuousClock.now
        for (index, stroke) in strokes.enumerated() {
            if index == strokes.count - 1 {
                instant = .now
                options.beforeDispatch?(instant)
            }
            try await strike(stroke, deadline: deadline)
        }
        if isSecret, let world = document.world {
            _ = try? await call("endSecretTyping()", as: Bool.self, in: world, deadline: deadline)
        }
        var report = ActionReport(
            element: element, answeredBy: "keyboard", effects: [], dispatchedAt: instant,
            attempts: max(1, act.attempts),
            mark: before)
        try await finish(&report, &act)
        return report
    }

    /// Sends the events of one key stroke.
    private func strike(_ stroke: KeyStroke, deadline: ContinuousClock.Instant) async throws {
        guard let commands = stroke.commands else {
            // No key of the layout makes this character: it comes as from an input method.
            try await send(CDP.Input.InsertText(text: stroke.text), deadline: deadline)
            return
        }
        try checkAlive()
        let replies = commands.map { session.begin($0, deadline: deadline) }
        for reply in replies {
            do {
                _ = try await reply.value
            } catch {
                // Escape may close the page itself.
                let explained = await explain(error)
                if case BrowserError.pageClosed = explained { return }
                throw explained
            }
        }
    }
}
