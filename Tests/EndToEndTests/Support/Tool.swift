import Foundation
import TestSupport
import Transport

/// The built `endstate`, run as a process of its own.
final class Tool: Sendable {
    private let child: ChildProcess
    private let output = LineRecord()
    private let errors = LineRecord()

    /// Starts it in a workplace.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - workplace: Where it runs, and where its temporary files go.
    ///   - environment: Variables beside those every run has.
    /// - Throws: When it is not built, or cannot be started.
    init(_ arguments: [String], in workplace: Workplace, environment: [String: String] = [:]) throws {
        let (output, errors) = (output, errors)
        child = try ChildProcess.spawn(
            try builtProduct("endstate"),
            arguments: arguments,
            environment: workplace.environment.merging(environment) { $1 },
            workingDirectory: workplace.url.path(),
            standardOutput: .lines { output.append($0) },
            standardError: .lines { errors.append($0) }
        )
        Task { [child] in
            _ = await child.waitForExit()
            _ = await child.collectedOutput(until: .now + .seconds(30))
            _ = await child.collectedError(until: .now + .seconds(30))
            output.end()
            errors.end()
        }
    }

    /// The process's number.
    var pid: Int32 { child.pid }

    /// Whether it still runs.
    var isRunning: Bool { child.exit == nil }

    /// Sends a signal.
    func signal(_ signal: ChildSignal) { child.kill(signal) }

    /// Waits for a line on standard output.
    ///
    /// - Returns: The line; `nil` when the tool ended without it.
    func outputLine(where matches: @escaping @Sendable (String) -> Bool) async throws -> String? {
        try await output.first(where: matches)
    }

    /// Waits until so many lines stand on standard output, or the tool has ended.
    func outputLines(_ count: Int) async throws { try await output.atLeast(count) }

    /// Waits until the tool, or the browser it drives, has sent a request.
    ///
    /// - Parameters:
    ///   - server: Where it is to arrive.
    ///   - matches: Which request.
    /// - Throws: When the tool has ended without it, with what it said.
    func request(
        to server: FixtureServer, where matches: @escaping @Sendable (FixtureRequest) -> Bool
    ) async throws {
        let hasCome = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await server.request(where: matches)
                return true
            }
            group.addTask { [child] in
                _ = await child.waitForExit()
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
        try Task.checkCancellation()
        guard !hasCome, !server.requests.contains(where: matches) else { return }
        // It has ended: what it said is there in a moment.
        try await errors.whole()
        try await output.whole()
        let said = (errors.lines.suffix(5) + output.lines.suffix(5)).joined(separator: " | ")
        throw Unexpected("endstate ended before the request that was waited for; it said: \(said)")
    }

    /// Waits for its end.
    ///
    /// - Throws: When it does not end in two minutes; it is killed then.
    func ended() async throws -> Ending {
        guard let exit = await child.waitForExit(until: .now + .seconds(120)) else {
            child.kill(.kill)
            throw Unexpected("endstate did not end; it said: \(errors.lines.suffix(5).joined(separator: " | "))")
        }
        try await output.whole()
        try await errors.whole()
        let status =
            switch exit {
            case .exited(let status): status
            case .signaled(let signal): 1000 + signal.rawValue
            }
        return Ending(status: status, output: output.lines, errors: errors.lines)
    }

    /// Ends it, if it has not ended.
    func kill() async {
        child.kill(.kill)
        _ = await child.waitForExit()
    }
}

/// How a run of the tool ended.
struct Ending: Sendable {
    /// The exit status; 1000 and the number where a signal ended the process.
    var status: Int32
    /// The lines of standard output.
    var output: [String]
    /// The lines of standard error.
    var errors: [String]

    /// The lines of both.
    var all: [String] { output + errors }
}

/// Runs the tool for the length of a closure, when there is room for it. It does not outlive the closure.
func withTool<Value: Sendable>(
    _ arguments: [String],
    in workplace: Workplace,
    environment: [String: String] = [:],
    _ body: (Tool) async throws -> Value
) async throws -> Value {
    try await Slots.shared.enter {
        let tool = try Tool(arguments, in: workplace, environment: environment)
        do {
            let value = try await body(tool)
            await tool.kill()
            return value
        } catch {
            await tool.kill()
            throw error
        }
    }
}

/// Runs the tool to its end.
func endstate(
    _ arguments: String...,
    in workplace: Workplace,
    environment: [String: String] = [:]
) async throws -> Ending {
    try await withTool(arguments, in: workplace, environment: environment) { try await $0.ended() }
}

/// Lines as they come, for those who wait for one.
private struct LineRecord: Sendable {
    private struct Lines: Sendable {
        var lines: [String] = []
        var isEnded = false
    }

    private let record = Watched(Lines())

    var lines: [String] { record.state.lines }

    func append(_ line: String) { record.change { $0.lines.append(line) } }

    func end() { record.change { $0.isEnded = true } }

    /// The first line that matches; nil when there will be none.
    func first(where matches: @escaping @Sendable (String) -> Bool) async throws -> String? {
        try await record.first { record -> String?? in
            if let line = record.lines.first(where: matches) { return .some(line) }
            return record.isEnded ? .some(nil) : nil
        }
    }

    func atLeast(_ count: Int) async throws {
        try await record.first { $0.isEnded || $0.lines.count >= count ? () : nil }
    }

    func whole() async throws { try await record.first { $0.isEnded ? () : nil } }
}
