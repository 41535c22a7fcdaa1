import BrowserAutomation
import Foundation
import JSONKit
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Runs a script of the scenario in the page, once.
    func evaluate(_ script: Template, deadline: ContinuousClock.Instant) async throws -> JSON {
        let text = try await openPage().evaluate(try resolve(script), deadline: deadline)
        do {
            return try JSON(parsing: text)
        } catch {
            throw StepFailure(kind: .action, message: "the script's value is no JSON: \(error)")
        }
    }

    /// Says how dialogs are answered from here on.
    func answerDialogs(_ spec: DialogSpec) async throws {
        guard let context else {
            throw StepFailure(kind: .internal, message: "dialog needs a page; move it to steps")
        }
        switch spec {
        case .accept(let text): await context.answerDialogs(.accept(text: try text.map(resolve)))
        case .dismiss: await context.answerDialogs(.dismiss)
        }
    }

    /// Takes a picture that the scenario asks for: of the page, or of one element.
    func picture(_ spec: ScreenshotSpec, deadline: ContinuousClock.Instant, report: StepReport) async throws {
        let page = try openPage()
        let data: Data
        if let locator = spec.locator {
            data = try await page.screenshot(of: try resolve(locator), deadline: deadline)
        } else {
            data = try await page.screenshot(deadline: deadline)
        }
        let blob = await state.emitter.store(data, as: "png")
        let why = try spec.name.map(resolve) ?? "scenario"
        state.emitter.emit(
            .screenshot(BlobTaken(blob: blob, step: report.index, why: why, locator: spec.locator?.description)))
    }
}
