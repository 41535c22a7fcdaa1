import BrowserAutomation
import Convergence
import JSONKit
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Compares what the page shows with what the back end says, retried until both say the same.
    func agree(_ spec: AgreeSpec, deadline: ContinuousClock.Instant) async throws {
        let backend = try await readBackend(spec, deadline: deadline)
        let wanted = backend.value
        let ignoreCase = spec.ignoreCase
        let seen = try await openPage().expect(try resolve(spec.ui), deadline: deadline) { state in
            Self.same(Self.shown(state), wanted, ignoreCase: ignoreCase)
        }
        let ui = Self.shown(seen.state)
        let agreement = Agreement(
            ui: ui, locator: spec.ui.description, backend: wanted, source: backend.source,
            agrees: seen.isMet && wanted != nil)
        state.emitter.emit(.agreement(agreement))
        guard !agreement.agrees else { return }
        let page =
            ui.map { "\"\($0)\"" } ?? (seen.isAnswered ? "nothing" : "nothing that could be read: it does not answer")
        let said = wanted.map { "\"\($0)\"" } ?? "nothing"
        throw StepFailure(
            kind: .expectation,
            message: "the page shows \(page) (\(spec.ui.description)), the back end says \(said) (\(backend.source))",
            expected: said,
            actual: page,
            log: seen.log
        )
    }

    /// Reads both sides once, as evidence for a back end that did not settle (R17). Says nothing when it cannot.
    func readBothSides(_ spec: AgreeSpec, deadline: ContinuousClock.Instant) async {
        guard let page, let backend = try? await readBackend(spec, deadline: deadline),
            let locator = try? resolve(spec.ui)
        else { return }
        let ignoreCase = spec.ignoreCase
        let wanted = backend.value
        // A page that has just been loaded may still be filling itself in.
        let patience = min(deadline, .now + .seconds(2))
        let seen = try? await page.expect(locator, deadline: patience) {
            Self.same(Self.shown($0), wanted, ignoreCase: ignoreCase)
        }
        guard let seen else { return }
        let ui = Self.shown(seen.state)
        let agrees = backend.value != nil && seen.isMet
        state.emitter.emit(
            .agreement(
                Agreement(
                    ui: ui, locator: spec.ui.description, backend: backend.value, source: backend.source, agrees: agrees
                )
            )
        )
    }

    private func readBackend(
        _ spec: AgreeSpec, deadline: ContinuousClock.Instant
    ) async throws -> (value: String?, source: String) {
        let path = try spec.path.resolve(state.currentVariables)
        let source = "\(spec.probe.text) \(path)"
        let answer = await looker.look(spec.probe.text, for: .step, deadline: deadline)
        guard answer.look.isSuccessful else {
            throw StepFailure(
                kind: .probe, message: "probe \(spec.probe.text) did not answer: \(answer.look.detail ?? "no answer")")
        }
        let value = answer.answer.flatMap { path.values(in: $0).first }
        return (value.map { $0.stringValue ?? $0.serialized() }, source)
    }

    private static func shown(_ state: ElementState) -> String? {
        state.count == 0 ? nil : state.value ?? state.text
    }

    private static func same(_ left: String?, _ right: String?, ignoreCase: Bool) -> Bool {
        guard let left, let right else { return left == right }
        return ignoreCase ? left.lowercased() == right.lowercased() : left == right
    }
}
