import Foundation

/// A run whose whole output is kept beside the tests: `Golden/<outcome>/<name>/`.
///
/// `scenario.yaml` is what is run; its comments may say `# application: AILMENT`, `# arguments: …`, and `# tls: NAME` for
/// a variable that names a server whose certificate nobody vouches for. `stdout`,
/// `stderr` and `exit` are what comes of it, with times and names that differ from run to run made the same.
struct Golden: Sendable, CustomStringConvertible {
    /// The folders, which name the outcome, and the exit status that each stands for.
    static let outcomes: [String: Int32] = ["passing": 0, "failing": 1, "invalid": 2, "inconclusive": 3]

    /// What is compared.
    static let files = ["exit", "stdout", "stderr"]

    /// The folder that names the outcome.
    let outcome: String
    /// The folder of this run.
    let folder: URL

    /// Every run there is.
    static let all: [Golden] = outcomes.keys.sorted().flatMap { outcome in
        let root = URL(filePath: #filePath).appending(path: "../../Golden").standardized.appending(path: outcome)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path())) ?? []
        return names.sorted().map { Golden(outcome: outcome, folder: root.appending(path: $0)) }
    }

    /// The exit status that the folder stands for.
    var status: Int32? { Self.outcomes[outcome] }

    var description: String { "\(outcome)/\(folder.lastPathComponent)" }

    /// The scenario's text.
    func scenario() throws -> String {
        try String(contentsOf: folder.appending(path: "scenario.yaml"), encoding: .utf8)
    }

    /// What a comment of the scenario says.
    func comment(_ name: String) throws -> String? {
        let prefix = "# \(name): "
        let line = try scenario().split(separator: "\n").first { $0.hasPrefix(prefix) }
        return line.map { String($0.dropFirst(prefix.count)) }
    }

    /// A file as it is kept; nothing when it is not there.
    func kept(_ file: String) -> String? {
        try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    /// Keeps a file.
    func keep(_ text: String, as file: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: file))
    }

    /// What came of a run, by file, with what differs from run to run made the same.
    ///
    /// Steps and looks go on side by side, so the lines of progress are put in order.
    static func normalized(
        _ ending: Ending, of workplace: Workplace, on origins: [String: String]
    ) -> [String: String] {
        func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
        let isRun = ending.status != 2
        func normal(_ line: String) -> String {
            var line = line.replacing(workplace.url.path(), with: "WORK")
            for (origin, name) in origins {
                line = line.replacing(origin, with: name)
                // Chromium and libcurl name the host alone.
                if let host = origin.split(separator: "/").last, let name = name.split(separator: "/").last {
                    line = line.replacing(host, with: name)
                }
            }
            return isRun ? withoutTimes(line) : line
        }
        let errors = ending.errors.map(normal)
        return [
            "exit": "\(ending.status)\n",
            "stdout": text(ending.output.map(normal)),
            "stderr": text(isRun ? errors.sorted() : errors),
        ]
    }

    /// A line of a run without its times and names; the width of a column, which follows from them, goes too.
    private static func withoutTimes(_ line: String) -> String {
        line.replacing(/\d{8}T\d{6}Z-([a-z0-9-]+)-[a-z0-9]{8}/) { "STARTED-\($0.1)-RUN" }
            .replacing(/blobs\/[0-9a-f]{64}/, with: "blobs/DIGEST")
            .replacing(/\?run=[a-z0-9]{8}\b/, with: "?run=RUN")
            .replacing(/\b\d+ ×/, with: "N ×")
            .replacing(/[+-]?\b\d+(\.\d+)?( (ms|s|min|h)\b)+/, with: "TIME")
            .replacing(/^ +TIME/, with: "  TIME")
            .replacing(/(\S) {2,}/) { "\($0.1)  " }
    }
}
