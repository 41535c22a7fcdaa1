/// What Endstate has to say of the upgrade while a fault holds: the known answer of a row of the corpus.
struct Expectation: Sendable, Equatable {
    /// Verdict, as `run.json` writes it.
    var verdict: String
    /// Exit status of the tool.
    var status: Int32
    /// Code of the first reason, none for a pass.
    var reason: String?
    /// The boundary to look at, as `from -> to`.
    var boundary: String?
    /// The answer to the third question: contradicted, stalled, still_moving.
    var nature: String?
    /// Phrases that the answers, their evidence or the notes must have.
    var phrases: [String]

    /// The workflow is broken, and that is proven.
    static func fails(
        _ reason: String, at boundary: String, _ nature: String, saying phrases: String...
    ) -> Expectation {
        Expectation(
            verdict: "failed", status: 1, reason: reason, boundary: boundary, nature: nature, phrases: phrases)
    }

    /// What looks like a fault is none.
    static func passes(saying phrases: String...) -> Expectation {
        Expectation(verdict: "passed", status: 0, phrases: phrases)
    }

    /// Nothing is proven, neither way.
    static func isInconclusive(_ reason: String, saying phrases: String...) -> Expectation {
        Expectation(verdict: "inconclusive", status: 3, reason: reason, phrases: phrases)
    }

    /// Compares with what the tool said.
    ///
    /// - Parameters:
    ///   - document: The run's `run.json`.
    ///   - status: The tool's exit status.
    /// - Returns: A line for each difference.
    func differences(from document: RunDocument, status: Int32) -> [String] {
        let first = document.reasons.first
        let compared: [(name: String, expected: String?, actual: String?)] = [
            ("verdict", verdict, document.verdict),
            ("exit status", "\(self.status)", "\(status)"),
            ("first reason", reason, first?.code),
            ("boundary", boundary, first?.boundary.map { "\($0.from) -> \($0.to)" }),
            // What nothing is proven of has a nature of its own words.
            ("nature", nature, nature == nil ? nil : document.diagnosis?.nature),
        ]
        return compared.filter { $0.expected != $0.actual }.map {
            "\($0.name): expected \($0.expected ?? "none"), got \($0.actual ?? "none")"
        } + phrases.filter { !document.texts.contains($0) }.map { "nothing says \"\($0)\"" }
    }
}
