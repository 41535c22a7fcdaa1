import BrowserAutomation
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Carries out an act of the user.
    func act(
        _ action: Action,
        deadline: ContinuousClock.Instant,
        dispatch: BeforeDispatch?,
        report: inout StepReport
    ) async throws {
        let page = try openPage()
        let overlays = overlays(during: report.index, deadline: deadline)
        let dispatch = overlays?.closing(dispatch) ?? dispatch
        var options = dispatch.map { ActOptions.trigger(beforeDispatch: $0) } ?? ActOptions()
        if let overlays { options.clearsWay = { try await overlays.clear() } }
        let acted: ActionReport
        switch action {
        case .click(let spec):
            options.position = spec.position.map { ($0.x, $0.y) }
            options.isDoubled = dispatch != nil && state.variation == .doubleClick
            acted = try await page.click(try resolve(spec.locator), options: options, deadline: deadline)
        case .dblclick(let spec):
            options.position = spec.position.map { ($0.x, $0.y) }
            acted = try await page.dblclick(try resolve(spec.locator), options: options, deadline: deadline)
        case .hover(let spec):
            options.position = spec.position.map { ($0.x, $0.y) }
            acted = try await page.hover(try resolve(spec.locator), options: options, deadline: deadline)
        case .fill(let spec, let text):
            let resolved = try resolve(text)
            acted = try await page.fill(
                try resolve(spec), with: resolved, isSecret: hasSecret(text, resolved), options: options,
                deadline: deadline)
        case .clear(let spec):
            acted = try await page.clear(try resolve(spec), options: options, deadline: deadline)
        case .type(let spec, let text):
            let resolved = try resolve(text)
            acted = try await page.type(
                resolved, into: try spec.map(resolve), isSecret: hasSecret(text, resolved), options: options,
                deadline: deadline)
        case .press(let spec, let key):
            acted = try await page.press(
                try resolve(key), on: try spec.map(resolve), options: options, deadline: deadline)
        case .select(let spec, let wanted):
            acted = try await page.select(
                try wanted.map(resolve), in: try resolve(spec), options: options, deadline: deadline)
        case .check(let spec):
            acted = try await page.check(try resolve(spec), options: options, deadline: deadline)
        case .uncheck(let spec):
            acted = try await page.uncheck(try resolve(spec), options: options, deadline: deadline)
        case .scroll(let spec):
            return try await page.scroll(to: try resolve(spec), deadline: deadline)
        default:
            throw StepFailure(kind: .internal, message: "no act of the user")
        }
        report.log += acted.log
        report.acted = acted
        report.effect = ActEffect(listener: acted.listenerFound, observed: acted.effects.map(\.rawValue).sorted())
    }
}

extension StepExecutor {
    /// Whether a secret goes into a text, by its name or by way of other names, so that the field that takes it has to be
    /// masked.
    private func hasSecret(_ template: Template, _ text: String) -> Bool {
        if template.references.contains(where: { $0.text.hasPrefix("secrets.") }) { return true }
        return state.currentVariables.redactions.contains { $0.value.count >= 6 && text.contains($0.value) }
    }
}
