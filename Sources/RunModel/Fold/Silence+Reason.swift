package import Convergence

extension Silence {
    /// What it alone makes of a run.
    package var code: ReasonCode { isRefusal ? .probeRejected : .probeUnreachable }

    /// What is told of it, in one sentence without its full stop.
    package var sentence: String { sentence(asking: nil) }

    /// What is told of it, in one sentence without its full stop.
    ///
    /// - Parameter address: Whom the probe asked, where that is known.
    /// - Returns: The sentence.
    func sentence(asking address: String?) -> String {
        "\(Self.name(probe, asking: address)) \(isRefusal ? "refused" : "did not answer"): \(detail)"
    }

    /// A probe in a sentence.
    ///
    /// - Parameters:
    ///   - probe: Its name.
    ///   - address: Whom it asked, where that is known.
    /// - Returns: The words.
    static func name(_ probe: String, asking address: String?) -> String {
        "probe \(probe)" + (address.map { " (\($0.shortened(to: 200)))" } ?? "")
    }
}

extension StepFailure {
    /// A step needs the answer of a probe, and there is none.
    ///
    /// - Parameters:
    ///   - silence: What there is instead.
    ///   - purpose: What the step wanted it for, as the beginning of a sentence; `nil` where the step's name says it.
    ///   - log: What was tried, line by line.
    package init(_ silence: Silence, for purpose: String? = nil, log: [String] = []) {
        let beginning = purpose.map { "\($0): " } ?? ""
        self.init(
            kind: silence.isRefusal ? .refusal : .probe, message: beginning + silence.sentence, log: log)
    }
}
