import BrowserAutomation
import Foundation

/// What `make bench` measures from inside: the layers below a whole run, and the least that a run could be.
///
/// Each command prints one JSON object on standard output; `scripts/bench` runs them in turn with their competitors.
@main
enum BenchCommand {
    private static let usage = """
        usage: endstate-bench round-trips BLOCKS PER-BLOCK | clicks PAGE COUNT | upgrade
        """

    static func main() async {
        do {
            let report = try await run(Array(CommandLine.arguments.dropFirst()))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
        } catch {
            FileHandle.standardError.write(Data("endstate-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) async throws -> [String: [Double]] {
        let numbers = arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
        switch arguments.first {
        case "round-trips" where arguments.count == 3 && numbers.count == 2:
            return try await RoundTrips(blocks: numbers[0], perBlock: numbers[1]).measure(options)
        case "clicks" where arguments.count == 3 && numbers.count == 1:
            return ["milliseconds": try await Clicks(page: arguments[1], count: numbers[0]).measure(options)]
        case "upgrade" where arguments.count == 1:
            return try await BareUpgrade(environment: options.environment).perform(options)
        default: throw BenchError(usage)
        }
    }

    /// The browser as `endstate run` would start it.
    private static var options: BrowserOptions {
        let environment = ProcessInfo.processInfo.environment
        var options = BrowserOptions(environment: environment)
        options.withoutSandbox = environment["ENDSTATE_NO_SANDBOX"] == "1"
        return options
    }
}

/// Why nothing could be measured.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Duration {
    /// The length in microseconds.
    var microseconds: Double { self / .microseconds(1) }
}
