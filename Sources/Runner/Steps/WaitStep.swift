import BrowserAutomation
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Waits for the page's own truth.
    func waitFor(_ spec: WaitSpec, deadline: ContinuousClock.Instant, report: inout StepReport) async throws {
        let page = try openPage()
        switch spec {
        case .url(let template):
            let text = try Self.absoluteGlob(try resolve(template), base: state.scenario.base.map(resolve))
            try await page.waitForURL(URLGlob(text), deadline: deadline)
        case .eval(let script):
            try await page.waitForEval(try resolve(script), deadline: deadline)
        case .request, .response:
            throw StepFailure(kind: .internal, message: "wait_for of a request or response is not supported yet")
        }
    }
}
