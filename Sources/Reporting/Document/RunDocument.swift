package import Foundation
package import RunModel

/// `run.json`: what is told of a run, for scripts.
///
/// Additions bump the minor number of `formatVersion`; nothing changes its meaning without bumping the major one.
package struct RunDocument: Sendable, Hashable, Codable {
    /// The document's own format.
    package var formatVersion: String
    /// The tool that made it.
    package var tool: String?
    /// The run's own name.
    package var runId: String?
    /// The scenario's name.
    package var scenario: String?
    /// The verdict.
    package var verdict: Verdict
    /// Every reason, the first one first.
    package var reasons: [Reason]
    /// The five answers; none for a run that passed.
    package var diagnosis: Diagnosis?
    /// The other files of the bundle.
    package var files: [BundleFile]

    /// The current format.
    package static let formatVersion = "1.0"

    /// Makes the document.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - files: The other files of the bundle.
    package init(_ result: RunResult, files: [BundleFile] = []) {
        formatVersion = Self.formatVersion
        tool = result.start?.tool
        runId = result.start?.runID
        scenario = result.start?.scenario
        verdict = result.verdict
        reasons = result.reasons
        diagnosis = result.diagnosis
        self.files = files
    }

    /// The document as JSON text.
    ///
    /// - Returns: The text, with a newline at its end.
    package func encoded() -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return ((try? encoder.encode(self)) ?? Data("{}".utf8)) + [UInt8(ascii: "\n")]
    }
}
