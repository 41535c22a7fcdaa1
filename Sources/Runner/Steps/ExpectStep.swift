import BrowserAutomation
import Foundation
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Looks until every assertion holds at once.
    func expect(_ spec: ExpectSpec, deadline: ContinuousClock.Instant, report: inout StepReport) async throws {
        switch spec.target {
        case .locator(let locator): try await expect(spec, of: locator, deadline: deadline, report: &report)
        case .page: try await expectPage(spec, deadline: deadline)
        case .probe(let condition): try await expect(condition, deadline: deadline, report: &report)
        }
    }

    private func expect(
        _ spec: ExpectSpec,
        of locatorSpec: LocatorSpec,
        deadline: ContinuousClock.Instant,
        report: inout StepReport
    ) async throws {
        let page = try openPage()
        let locator = try resolve(locatorSpec)
        let checks = try spec.assertions.map {
            try ElementCheck($0, ignoreCase: spec.ignoreCase, variables: state.currentVariables)
        }
        // Counting and absence speak of all matches; everything else of the one.
        let counts = checks.contains(where: \.speaksOfAll)
        let seen = try await page.expect(locator, isStrict: !counts, deadline: deadline) { state in
            checks.allSatisfy { $0.failure(in: state) == nil }
        }
        report.log += seen.log
        if seen.isMet { return }
        // Of a page that never answered no assertion need fail: "hidden" holds of what was not read. It is not met.
        let failed = checks.lazy.compactMap { $0.failure(in: seen.state) }.first
        let expected = failed?.expected ?? checks.map(\.expected).joined(separator: " and ")
        let actual = failed.flatMap { seen.isAnswered ? $0.actual : nil } ?? "is not known: the page does not answer"
        throw StepFailure(
            kind: .expectation,
            message: "\(locatorSpec.description): expected \(expected), it \(actual)",
            expected: expected,
            actual: actual,
            log: seen.log
        )
    }

    private func expectPage(_ spec: ExpectSpec, deadline: ContinuousClock.Instant) async throws {
        let page = try openPage()
        for assertion in spec.assertions {
            switch assertion.kind {
            case .url(let template):
                let text = try Self.absoluteGlob(try resolve(template), base: state.scenario.base.map(resolve))
                let glob = URLGlob(text)
                let seen = try await page.expectURL(deadline: deadline) { glob.matches($0) != assertion.negated }
                if !seen.met { throw Self.failure("the address", assertion, text, seen.url) }
            case .title(let template):
                let text = try resolve(template)
                let ignoreCase = spec.ignoreCase
                let seen = try await page.expectTitle(deadline: deadline) { title in
                    (ignoreCase ? title.lowercased() == text.lowercased() : title == text) != assertion.negated
                }
                if !seen.met { throw Self.failure("the title", assertion, text, seen.title) }
            default:
                throw StepFailure(kind: .internal, message: "an assertion that needs a locator has none")
            }
        }
    }

    private static func failure(
        _ what: String, _ assertion: Assertion, _ expected: String, _ actual: String
    ) -> StepFailure {
        let wish = assertion.negated ? "not \"\(expected)\"" : "\"\(expected)\""
        return StepFailure(
            kind: .expectation, message: "\(what): expected \(wish), it is \"\(actual)\"", expected: wish,
            actual: actual)
    }

    /// A glob that begins with a slash is relative to `base`.
    static func absoluteGlob(_ text: String, base: String?) throws -> String {
        guard text.hasPrefix("/"), let base else { return text }
        return (base.hasSuffix("/") ? String(base.dropLast()) : base) + text
    }
}
