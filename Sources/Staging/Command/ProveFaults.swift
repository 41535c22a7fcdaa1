import ArgumentParser
import Foundation

/// Runs Endstate against every fault and compares its verdict with the known answer.
struct ProveFaults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corpus",
        abstract: "Run the upgrade once against each fault, and compare the verdict with the known answer.",
        discussion: """
            A line for each fault, and at the end how many verdicts were right. Exits with 1 when one was not. The bundles \
            stay in the output folder, by fault.
            """)

    @Argument(help: "The faults; all without any.")
    var faults: [String] = []

    @Option(help: ArgumentHelp("The endstate to run.", valueName: "file"))
    var tool: String

    @Option(help: ArgumentHelp("The scenario to run.", valueName: "file"))
    var scenario = "Scenarios/upgrade-plan.yaml"

    @Option(help: ArgumentHelp("Keep the bundles here.", valueName: "dir"))
    var output = "Artifacts/corpus"

    @Option(help: ArgumentHelp("Compare what is said first of each fault with DIR/FAULT.txt.", valueName: "dir"))
    var lines: String?

    @Flag(help: "Keep in the folder of --lines what is said now.")
    var keepLines = false

    @Option(help: "How many faults are run beside each other.")
    var jobs = 2

    @Option(help: "Seed of the staging systems.")
    var seed: UInt64 = 1

    func validate() throws {
        for name in faults where Fault.named(name) == nil { throw FaultRequestError.unknown(name) }
        guard jobs > 0 else { throw ValidationError("--jobs is a number from 1") }
        if keepLines && lines == nil { throw ValidationError("--keep-lines needs --lines DIR") }
    }

    func run() async throws {
        let chosen = faults.isEmpty ? Fault.all : faults.compactMap(Fault.named)
        // Chromium has no sandbox for root.
        let sandbox = getuid() == 0 ? ["--no-sandbox"] : []
        let settings = MatrixRow.Settings(
            tool: URL(filePath: tool), scenario: URL(filePath: scenario), output: URL(filePath: output),
            arguments: ["--within", "8s", "--settle", "3s", "--artifacts", "always", "--quiet"] + sandbox,
            lines: lines.map { ToldLines(folder: URL(filePath: $0), keeps: keepLines) }, seed: seed)
        let wrong = await Matrix(faults: chosen, settings: settings).run(jobs: jobs) { Console.say($0) }
        Console.say("\(chosen.count - wrong) passed, \(wrong) failed")
        guard wrong == 0 else { throw ExitCode.failure }
    }
}
