import Foundation

extension Page {
    /// Chooses options of a `<select>` by value or label. Options that are not there yet are waited for.
    ///
    /// - Parameters:
    ///   - wanted: Values or labels; more than one only where several can be chosen.
    ///   - locator: The `<select>`, or its label.
    ///   - options: How.
    ///   - deadline: When to give up.
    /// - Returns: What was seen to happen.
    /// - Throws: ``BrowserError``, which lists the options there are.
    @discardableResult
    package func select(
        _ wanted: [String], in locator: Locator, options: ActOptions = ActOptions(),
        deadline: ContinuousClock.Instant
    ) async throws -> ActionReport {
        var act = Act("select in", locator, options, deadline: deadline)
        let request = AttemptRequest(
            locator: locator, action: "select", checks: options.force ? .none : .select)
        let step = "chooseOptions(\(JSONText.encode(wanted)), \(options.isTrigger))"
        let before = mark
        while true {
            var (answer, world) = try await prepare(&act, request, step: step)
            var instant = ContinuousClock.now
            if answer.then?.status == "choosable" {
                // The trigger is dispatched only once it is sure to be possible.
                instant = .now
                options.beforeDispatch?(instant)
                answer.then = try await call(
                    "chooseOptions(\(JSONText.encode(wanted)), false)", as: StepAnswer.self, in: world,
                    deadline: deadline)
            }
            switch answer.then?.status {
            case "set":
                var report = ActionReport(
                    element: answer.element ?? "", answeredBy: "control", effects: [], dispatchedAt: instant,
                    attempts: act.attempts, mark: before)
                try await finish(&report, &act)
                return report
            case "unfit":
                throw act.refusal(answer.element, .unfit, detail: answer.then?.reason ?? "it takes no option")
            case "noOption", "optionDisabled":
                let there = answer.then?.options.map { "; there are: \($0.joined(separator: ", "))" } ?? ""
                let isThere = answer.then?.status == "optionDisabled"
                let detail = "option “\(answer.then?.reason ?? "")” \(isThere ? "is disabled" : "is not there")\(there)"
                act.log.add(detail)
                act.lastAnswer = answer
                act.lastAnswer?.status = BrowserError.Reason.noOption.rawValue
                act.detail = detail
            default:
                act.log.add("the element was replaced")
            }
            try await backOff(&act)
        }
    }
}
