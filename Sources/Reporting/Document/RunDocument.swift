import Convergence
package import Foundation
import JSONKit
package import RunModel

/// `run.json`: what is told of a run, for scripts.
///
/// Additions bump the minor number of `formatVersion`; nothing changes its meaning without bumping the major one. Times
/// are milliseconds; ``RunSchema`` says since when. Names are written in snake case. Texts that may have any length, such
/// as a page's, are shortened; the journal has them whole.
package struct RunDocument: Sendable, Hashable, Codable {
    /// The document's own format.
    package var formatVersion: String
    /// Name and version of the tool that made the run.
    package var tool: String?
    /// Operating system and architecture.
    package var platform: String?
    /// The run's own name.
    package var runId: String?
    /// What was run.
    package var scenario: ScenarioPart?
    /// The browser.
    package var browser: BrowserPart?
    /// The correlation ID, if one was injected.
    package var correlationId: String?
    /// Environment names and values that the scenario declares; never secrets.
    package var environment: [String: String]

    /// The verdict.
    package var verdict: Verdict
    /// Every reason, the one first that decides what the run is called.
    package var reasons: [ReasonPart]
    /// The five answers; none for a run that passed.
    package var diagnosis: DiagnosisPart?
    /// The stages in file order; empty when the trigger was not dispatched.
    package var stages: [StagePart]
    /// The terminal state.
    package var finalState: StagePart?
    /// Every step, in order.
    package var steps: [StepPart]
    /// What each probe did.
    package var looks: [String: LookPart]
    /// Which requests after the trigger carried the correlation ID.
    package var correlation: CorrelationPart
    /// The page against the back end.
    package var agreements: [AgreementPart]
    /// The page said success although a stage was not reached.
    package var uiSaidSuccess: Bool
    /// The page at the moment of failure, in `blobs/`.
    package var failurePicture: String?
    /// When what happened.
    package var timings: TimingsPart
    /// Things worth saying that do not change the verdict.
    package var notes: [String]
    /// What was left out of the bundle.
    package var dropped: [DroppedPart]
    /// True when the run came to its own end.
    package var complete: Bool
    /// The signal that ended it.
    package var signal: String?
    /// The other files of the bundle.
    package var files: [BundleFile]

    /// The current format.
    package static let currentFormat = "1.0"

    /// Makes the document.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - files: The other files of the bundle.
    package init(_ result: RunResult, files: [BundleFile] = []) {
        formatVersion = Self.currentFormat
        tool = result.start?.tool
        platform = result.start?.platform
        runId = result.start?.runID
        scenario = result.start.map(ScenarioPart.init)
        browser = result.browser.map { BrowserPart(version: $0.version, path: $0.path) }
        correlationId = result.start?.correlationID
        environment = result.start?.environment ?? [:]
        verdict = result.verdict
        reasons = result.reasons.map(ReasonPart.init)
        diagnosis = result.diagnosis.map(DiagnosisPart.init)
        stages = result.stages.filter { $0.subject != .final }.map(StagePart.init)
        finalState = result.stages.first { $0.subject == .final }.map(StagePart.init)
        steps = result.steps.map(StepPart.init)
        looks = result.looks.mapValues(LookPart.init)
        correlation = CorrelationPart(result.audit)
        agreements = result.agreements.map(AgreementPart.init)
        uiSaidSuccess = result.uiSaidSuccess
        failurePicture = result.failurePicture
        timings = TimingsPart(result)
        notes = result.notes.map(\.shortened)
        dropped = result.dropped.map { DroppedPart(what: $0.what, count: $0.count) }
        complete = result.isComplete
        signal = result.signal
        self.files = files
    }

    /// The document as JSON text: equal documents give the same text.
    ///
    /// - Returns: UTF-8 with a newline at its end.
    package func encoded() -> Data { Self.encode(self, pretty: true) }

    /// The document as a file of the bundle.
    package var reportFile: ReportFile { ReportFile(path: Self.fileName, contents: Array(encoded())) }

    /// The name of the file in a bundle.
    package static let fileName = "run.json"

    /// Reads a document.
    ///
    /// - Parameter data: JSON text.
    /// - Throws: What the decoder throws.
    package init(parsing data: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        self = try decoder.decode(Self.self, from: data)
    }

    static func encode(_ value: some Encodable, pretty: Bool) -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // As a journal writes them: one time that is no number must not cost everything else.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Every value of the document can be written, so there is nothing to throw.
        let json = (try? encoder.encode(value)).flatMap { try? JSON(parsing: $0) } ?? .object([:])
        return Data((json.serialized(pretty: pretty) + "\n").utf8)
    }
}
