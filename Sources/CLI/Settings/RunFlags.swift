import ArgumentParser
import RunModel

/// Which runs are made of each scenario, and how many at a time.
struct RunFlags: ParsableArguments {
    @Option(
        help: """
            How many scenarios run at a time, 1 to \(Self.mostWorkers), in one browser with a context each; those that use \
            `changes_by` or say `exclusive: true` run alone.
            """)
    var workers = 1

    /// More would only wait for each other.
    private static let mostWorkers = 64

    @Option(
        help: """
            Run each scenario once for each of these, separated by commas, and require the same end: \
            \(Self.perturbations.joined(separator: ", ")).
            """, completion: .list(Self.perturbations))
    var perturb: String?

    private static let perturbations = Variation.perturbations.map(\.rawValue)

    @Option(name: .customLong("repeat"), help: "Run each scenario so many times, and tell how the runs differ.")
    var times = 1

    /// More is a job for a loop, with a bundle folder of its own for each day.
    private static let mostTimes = 10_000

    mutating func validate() throws {
        for name in perturbed where !Self.perturbations.contains(name) {
            throw ValidationError(
                "--perturb \(name): there is no such perturbation; there are: \(Self.perturbations.joined(separator: ", "))"
            )
        }
        guard (1...Self.mostTimes).contains(times) else {
            throw ValidationError("--repeat \(times): write a number from 1 to \(Self.mostTimes)")
        }
        guard (1...Self.mostWorkers).contains(workers) else {
            throw ValidationError("--workers \(workers): write a number from 1 to \(Self.mostWorkers)")
        }
    }

    private var perturbed: [String] {
        perturb.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? []
    }

    /// What is done to the workflow in a run each.
    var variations: [Variation] { perturbed.compactMap(Variation.init) }
}
