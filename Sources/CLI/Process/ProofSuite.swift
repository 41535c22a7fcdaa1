import BrowserAutomation
import Reporting
import RunModel
import Synchronization

/// Proves scenarios one after the other, in one browser.
struct ProofSuite {
    private let prepared: Preparation
    private let output: OutputSettings
    private let provers: [Prover]

    /// Makes the folders of all bundles, before anything is started.
    ///
    /// - Parameters:
    ///   - prepared: The scenarios, and what their runs need.
    ///   - output: Where the bundles go.
    /// - Throws: `ExitStatus.usage` when a folder cannot be made; none is left then.
    init(_ prepared: Preparation, _ output: OutputSettings) throws {
        self.prepared = prepared
        self.output = output
        let requests = RunRequest.all(prepared.scenarios, variations: [nil, .triggerLeftOut])
        let recordings = try Recordings.open(
            requests, prepared.environment, output, secrets: prepared.browser.attachSecrets)
        let runs = recordings.enumerated().map { ProofRun($1, number: $0) }
        provers = stride(from: 0, to: runs.count, by: 2).map { Prover(written: runs[$0], control: runs[$0 + 1]) }
    }

    /// Proves them. A signal ends what is going on, between two runs as well as in one, and nothing is left of those that
    /// were not begun.
    ///
    /// - Parameter tell: Takes what has become of each, as it ends, and what masks it.
    /// - Returns: The status of all.
    func run(telling tell: (ProofReport, Redactors) -> Void) async -> ExitStatus {
        let progress = output.quiet ? nil : ProgressPrinter(style: output.progressStyle, write: Output.progress)
        let runs = provers.flatMap { [$0.written, $0.control] }
        let interruption = Interruption(runs.map(\.stop)) {
            progress?.close()
            for run in runs { run.discard() }
        }
        let signal = Mutex<String?>(nil)
        let watch = SignalWatch { name in
            signal.withLock { $0 = $0 ?? name }
            interruption.take(name)
        }
        let status = await withBrowserPool(prepared.browser, runs: runs.count) { browsers in
            var statuses: [ExitStatus] = []
            for prover in provers {
                let (report, redactors) = await prover.run(prepared, in: browsers, showing: progress) {
                    signal.withLock { $0 }
                }
                tell(report, redactors)
                statuses.append(ExitStatus(report))
                // Whoever interrupts one wants none of the others either.
                if let name = signal.withLock({ $0 }) {
                    statuses.append(ExitStatus(signal: name))
                    break
                }
            }
            for run in runs { run.discard() }
            return ExitStatus(suite: statuses)
        }
        watch.stop()
        return status
    }
}

extension ExitStatus {
    /// What the proof of one scenario comes to.
    fileprivate init(_ report: ProofReport) {
        switch report.outcome {
        case .proven: self = .passed
        case .weak: self = .failed
        case .unproven: self = .inconclusive
        }
    }
}
