import ArgumentParser
import Foundation

/// Starts the system and keeps it until a signal.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the six services on free loopback ports; one SIGINT or SIGTERM stops all of them.",
        discussion: """
            Once all are healthy, prints where they are, a line NAME=value each, as an env file has them.
            """)

    @Option(
        help: ArgumentHelp(
            "Break something: for all tenants, for a share of them (NAME:0.2), or for the N-th (NAME@N).",
            valueName: "name[:rate|@n]"), transform: { try FaultRequest($0) })
    var fault: [FaultRequest] = []

    @Option(help: ArgumentHelp("How long a hop takes, in milliseconds; 0 for none.", valueName: "min-max"))
    var latency = LatencyRange.realistic

    @Option(help: "Seed of the latencies and of the faults' dice.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Keep databases and logs here, instead of for this run only.", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("Write the addresses to this file, too, once all is ready.", valueName: "file"))
    var readyFile: String?

    @Flag(help: "Stop when standard input ends, too, so that nothing outlives whoever holds the other end.")
    var untilInputEnds = false

    func run() async throws {
        let configuration = ServiceConfiguration(
            stateDirectory: try StateDirectory.prepare(at: state), seed: seed, latency: latency, faults: fault,
            keys: ServiceKeys())
        let supervisor = Supervisor(configuration: configuration, readyFile: readyFile)
        do {
            try await supervisor.run(untilInputEnds: untilInputEnds)
        } catch let error as SupervisorError {
            Console.complain("endstate-staging: \(error)")
            throw ExitCode.failure
        }
    }
}

extension LatencyRange: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }

    var defaultValueDescription: String { "\(minimum)-\(maximum)" }
}
