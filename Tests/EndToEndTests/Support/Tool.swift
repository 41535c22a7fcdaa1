import Foundation
import Synchronization
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
    func outputLine(where matches: @escaping @Sendable (String) -> Bool) async -> String? {
        await output.first(where: matches)
    }

    /// Waits until so many lines stand on standard output, or the tool has ended.
    func outputLines(_ count: Int) async { await output.atLeast(count) }

    /// Waits for its end.
    ///
    /// - Throws: When it does not end in two minutes; it is killed then.
    func ended() async throws -> Ending {
        guard let exit = await child.waitForExit(until: .now + .seconds(120)) else {
            child.kill(.kill)
            throw Unexpected("endstate did not end; it said: \(errors.lines.suffix(5).joined(separator: " | "))")
        }
        await output.whole()
        await errors.whole()
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
private final class LineRecord: Sendable {
    private struct State {
        var lines: [String] = []
        var isEnded = false
        var waiters: [(isReady: @Sendable ([String]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var lines: [String] { state.withLock(\.lines) }

    func append(_ line: String) { change { $0.lines.append(line) } }

    func end() { change { $0.isEnded = true } }

    func first(where matches: @escaping @Sendable (String) -> Bool) async -> String? {
        await wait { $0.contains(where: matches) }
        return lines.first(where: matches)
    }

    func atLeast(_ count: Int) async { await wait { $0.count >= count } }

    func whole() async { await wait { _ in false } }

    private func wait(until isReady: @escaping @Sendable ([String]) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.isEnded || isReady(state.lines) { return true }
                state.waiters.append((isReady, continuation))
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func change(_ change: (inout State) -> Void) {
        let ready = state.withLock { state in
            change(&state)
            let (lines, isEnded) = (state.lines, state.isEnded)
            let ready = state.waiters.filter { isEnded || $0.isReady(lines) }
            state.waiters.removeAll { isEnded || $0.isReady(lines) }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}
