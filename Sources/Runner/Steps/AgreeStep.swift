import BrowserAutomation
import Convergence
import JSONKit
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Compares what the page shows with what the back end says, retried until both say the same.
    func agree(_ spec: AgreeSpec, deadline: ContinuousClock.Instant) async throws {
        let (agreement, seen) = try await compare(spec, deadline: deadline)
        guard !agreement.agrees else { return }
        let page =
            agreement.ui.map { "\"\($0)\"" }
            ?? (seen.isAnswered ? "nothing" : "nothing that could be read: it does not answer")
        let said = agreement.backend.map { "\"\($0)\"" } ?? "nothing"
        throw StepFailure(
            kind: .expectation,
            message: "the page shows \(page) (\(agreement.locator)), the back end says \(said) (\(agreement.source))",
            expected: said,
            actual: page,
            log: seen.log
        )
    }

    /// Reads both sides once, as evidence for a back end that did not settle (R17). Says nothing when it cannot.
    func readBothSides(_ spec: AgreeSpec, deadline: ContinuousClock.Instant) async {
        // A page that has just been loaded may still be filling itself in.
        _ = try? await compare(spec, patience: .seconds(2), deadline: deadline)
    }

    /// Reads the back end once and the page until it says the same, and writes down what both said.
    ///
    /// - Parameters:
    ///   - spec: The comparison.
    ///   - patience: How long the page may take from there on, where that is less than what is left.
    ///   - deadline: When to give up.
    /// - Returns: What was written down, and how the page was seen.
    /// - Throws: What keeps a side from being read.
    private func compare(
        _ spec: AgreeSpec, patience: Duration? = nil, deadline: ContinuousClock.Instant
    ) async throws -> (agreement: Agreement, seen: Expectation) {
        let page = try openPage()
        let backend = try await readBackend(spec, deadline: deadline)
        let wanted = backend.value
        let ignoreCase = spec.ignoreCase
        let pageDeadline = patience.map { min(deadline, ContinuousClock.now + $0) } ?? deadline
        let seen = try await page.expect(try resolve(spec.ui), deadline: pageDeadline) { state in
            Self.same(Self.shown(state), wanted, ignoreCase: ignoreCase)
        }
        let agreement = Agreement(
            ui: Self.shown(seen.state), locator: spec.ui.description, backend: wanted, source: backend.source,
            agrees: seen.isMet && wanted != nil)
        state.emitter.emit(.agreement(agreement))
        return (agreement, seen)
    }

    private func readBackend(
        _ spec: AgreeSpec, deadline: ContinuousClock.Instant
    ) async throws -> (value: String?, source: String) {
        let path = try spec.path.resolve(state.currentVariables)
        let source = "\(spec.probe.text) \(path)"
        let answer = await looker.look(spec.probe.text, for: .step, deadline: deadline)
        guard answer.look.isSuccessful else { throw StepFailure(Silence(answer.look, hasAnswered: true)) }
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
