import Foundation

/// One fault, one staging system, one run of the tool.
struct MatrixRow: Sendable {
    /// How a row came out.
    struct Outcome: Sendable {
        let fault: Fault
        let document: RunDocument?
        /// What is not as it should be, a line each.
        let differences: [String]
        let duration: Duration
    }

    let fault: Fault
    let settings: Settings

    /// What all rows have in common.
    struct Settings: Sendable {
        /// The tool's executable.
        var tool: URL
        /// The scenario's file.
        var scenario: URL
        /// A folder for each row's bundle.
        var output: URL
        /// What is handed to `endstate run` beside the scenario.
        var arguments: [String]
        /// What the tool is known to say of each fault; none where that is not compared.
        var lines: ToldLines?
        /// Seed of the staging system.
        var seed: UInt64
    }

    /// Runs the scenario against a staging system of its own.
    ///
    /// - Returns: How it came out; what went wrong on the way is a difference.
    func run() async -> Outcome {
        let start = ContinuousClock.now
        var document: RunDocument?
        let differences: [String]
        do {
            let (found, bundle, output, status) = try await verdict()
            document = found
            differences =
                fault.expected.differences(from: found, status: status)
                + (try disagreement(of: output, and: bundle, with: found))
                + (try settings.lines?.differences(of: output, for: fault.name) ?? [])
        } catch {
            differences = ["\(error)"]
        }
        return Outcome(
            fault: fault, document: document, differences: differences, duration: ContinuousClock.now - start)
    }

    private func verdict() async throws -> (document: RunDocument, bundle: URL, output: String, status: Int32) {
        let folder = settings.output.appending(path: fault.name)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let own = ProcessInfo.processInfo.environment
        let staging = try ChildProcess(
            ChildProcess.ownExecutable,
            ["up", "--fault", fault.name, "--seed", "\(settings.seed)", "--until-input-ends"],
            environment: own, log: folder.appending(path: "staging.log"))
        defer { staging.release() }
        let addresses = await texts(of: staging, until: "AUTH_URL=")
        guard !addresses.isEmpty else { throw MatrixError("staging did not start: \(staging.lastWords)") }
        let environment = folder.appending(path: "staging.env")
        try Data(addresses.utf8).write(to: environment)

        let bundles = folder.appending(path: "bundles")
        let tool = try ChildProcess(
            settings.tool,
            ["run", try scenario(in: folder).path(), "--env-file", environment.path(), "--output", bundles.path()]
                + settings.arguments,
            environment: own.merging(["TEST_PASSWORD": PasswordDigest.everyUsersPassword]) { $1 },
            log: folder.appending(path: "endstate.log"))
        let output = await texts(of: tool)
        try Data(output.utf8).write(to: folder.appending(path: "endstate.txt"))
        let status = await tool.end()
        staging.release()
        await staging.end()
        let (document, bundle) = try RunDocument.ofOnlyBundle(in: bundles)
        return (document, bundle, output, status)
    }

    /// A failure begins with the answers of `run.json`, in its words, and its reports have them as well.
    private func disagreement(of output: String, and bundle: URL, with document: RunDocument) throws -> [String] {
        guard let diagnosis = document.diagnosis, document.verdict != "passed" else { return [] }
        return zip(diagnosis.lines, output.split(separator: "\n")).filter { $0 != $1 }.map {
            "run.json has \"\($0)\", the terminal \"\($1)\""
        } + (try ToldReports.differences(from: diagnosis, in: bundle))
    }

    /// What a program says, up to the line that begins with a word, or to the end.
    private func texts(of process: ChildProcess, until last: String? = nil) async -> String {
        var text = ""
        for await line in process.lines {
            let line = String(decoding: line, as: UTF8.self)
            text += line + "\n"
            if let last, line.hasPrefix(last) { break }
        }
        return text
    }

    /// The scenario's file, changed where the fault asks for it.
    private func scenario(in folder: URL) throws -> URL {
        guard let line = fault.scenarioWithout else { return settings.scenario }
        let text = try String(contentsOf: settings.scenario, encoding: .utf8)
        let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.drop(while: { $0 == " " }).hasPrefix(line)
        }
        let copy = folder.appending(path: settings.scenario.lastPathComponent)
        try Data(kept.joined(separator: "\n").utf8).write(to: copy)
        // What it uses lies beside it.
        let fragments = settings.scenario.deletingLastPathComponent().appending(path: "fragments")
        if FileManager.default.fileExists(atPath: fragments.path()) {
            try FileManager.default.copyItem(at: fragments, to: folder.appending(path: "fragments"))
        }
        return copy
    }
}
