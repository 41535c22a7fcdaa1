import BrowserAutomation
import Foundation
import JSONKit
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Opens an address, relative to the scenario's `base`, else to the page's own.
    func goto(
        _ address: Template, deadline: ContinuousClock.Instant, dispatch: BeforeDispatch? = nil,
        report: inout StepReport
    ) async throws {
        let page = try openPage()
        let text = try resolve(address)
        let base = try state.scenario.base.map(resolve)
        let current = await page.url
        guard let url = Self.absolute(text, base: base ?? current) else {
            // One that is made of the environment's values is one more way not to reach the application.
            let isFromEnvironment = address.references.contains { $0.text.hasPrefix("env.") }
            throw StepFailure(
                kind: isFromEnvironment ? .unreachable : .action,
                message: "\(text) is no address; write it in full, or set base to the address it is relative to"
            )
        }
        let result = try await page.goto(url, beforeDispatch: dispatch, deadline: deadline)
        report.log.append("\(result.url) answered \(result.status.map(String.init) ?? "nothing new")")
    }

    /// Loads the page again, or goes back.
    func navigateHistory(
        _ action: Action,
        deadline: ContinuousClock.Instant,
        dispatch: BeforeDispatch? = nil,
        report: inout StepReport
    ) async throws {
        let page = try openPage()
        let result: NavigationResult
        if case .back = action {
            result = try await page.back(beforeDispatch: dispatch, deadline: deadline)
        } else {
            result = try await page.reload(beforeDispatch: dispatch, deadline: deadline)
        }
        report.log.append("\(result.url) answered \(result.status.map(String.init) ?? "nothing new")")
    }

    /// Shows the page as it is now, for evidence: no step of the scenario, and no failure of its own.
    func navigateQuietly(_ action: Action, deadline: ContinuousClock.Instant) async {
        var report = StepReport()
        if case .goto(let address) = action {
            try? await goto(address, deadline: deadline, report: &report)
        } else {
            try? await navigateHistory(action, deadline: deadline, report: &report)
        }
    }

    /// Percent-encodes what may not stand in an address (RFC 3986, appendix A) and nothing else: `URL` would encode all of
    /// a component where one character of it is wrong, also what is encoded already.
    private static func encodingInvalid(_ text: String) -> String {
        // A host has an encoding of its own, and brackets belong into it alone.
        let authority = text.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:\/\/[^\/?#]*/)?.output ?? ""
        let rest = String(percentEncoding: text[authority.endIndex...], keeping: addressCharacters)
        return authority + rest.replacing(/%(?![0-9A-Fa-f]{2})/, with: "%25")
    }

    /// What may stand behind a host (RFC 3986, appendix A: pchar, and what divides its parts).
    private static let addressCharacters = Set((String.unreserved + "!$&'()*+,;=:@/?#%").utf8)

    /// An absolute http(s) address.
    static func absolute(_ text: String, base: String) -> String? {
        guard let url = URL(string: encodingInvalid(text), relativeTo: URL(string: base))?.absoluteURL,
            let scheme = url.scheme
        else { return nil }
        let known = ["http", "https"].contains(scheme.lowercased()) && url.host() != nil
        return known || ["about", "data", "file", "blob"].contains(scheme.lowercased()) ? url.absoluteString : nil
    }
}
