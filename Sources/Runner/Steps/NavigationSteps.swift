import BrowserAutomation
import Foundation
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
        let bytes = Array(text.utf8)
        // Brackets belong into a host alone.
        let authority = text.firstRange(of: /^[A-Za-z][A-Za-z0-9+.\-]*:\/\/[^\/?#]*/)
        let hostEnd = authority.map { text.utf8.distance(from: text.startIndex, to: $0.upperBound) } ?? 0
        var encoded: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isValid =
                switch byte {
                case UInt8(ascii: "%"): bytes.dropFirst(index + 1).prefix(2).count { isHexDigit($0) } == 2
                case UInt8(ascii: "["), UInt8(ascii: "]"): index < hostEnd
                case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
                    UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                    false
                default: (0x21...0x7E).contains(byte)
                }
            encoded +=
                isValid || index < hostEnd
                ? [byte] : Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { Character(Unicode.Scalar(byte)).isHexDigit }

    /// An absolute http(s) address.
    static func absolute(_ text: String, base: String) -> String? {
        guard let url = URL(string: encodingInvalid(text), relativeTo: URL(string: base))?.absoluteURL,
            let scheme = url.scheme
        else { return nil }
        let known = ["http", "https"].contains(scheme.lowercased()) && url.host() != nil
        return known || ["about", "data", "file", "blob"].contains(scheme.lowercased()) ? url.absoluteString : nil
    }
}
