package import Foundation

/// A process this one started. It is always waited for, whether or not anyone keeps it.
///
/// With a group of its own, what is left of the group when its leader has ended is killed before the leader is reaped:
/// a shell script around a browser takes the browser with it.
package final class ChildProcess: Sendable {
    /// The process's number.
    package let pid: Int32
    /// Whether the process leads a group of its own.
    package let leadsGroup: Bool

    private let end = OneShot<ChildExit, Never>()
    private let output: OutputReader?
    private let errorOutput: OutputReader?

    /// Starts a process.
    ///
    /// - Parameters:
    ///   - executable: A path, or a name to look for in `PATH`.
    ///   - arguments: The arguments, without the name.
    ///   - environment: The whole environment; this process's own unless given.
    ///   - workingDirectory: Where it starts; where this process is unless given.
    ///   - descriptors: Descriptors to give it, by the number they have there, from 3 up. They stay open here until
    ///     they are closed. No other descriptor reaches the child.
    ///   - newProcessGroup: Whether it leads a group of its own, which ``kill(_:)`` then reaches as a whole.
    ///   - standardInput: What it reads; nothing unless given.
    ///   - standardOutput: What becomes of its standard output.
    ///   - standardError: What becomes of its standard error.
    /// - Returns: The running process.
    /// - Throws: ``TransportError`` with code `spawn_failed` when it cannot be started.
    package static func spawn(
        _ executable: String,
        arguments: [String],
        environment: [String: String]? = nil,
        workingDirectory: String? = nil,
        descriptors: [Int32: OwnedDescriptor] = [:],
        newProcessGroup: Bool = true,
        standardInput: Data? = nil,
        standardOutput: ChildOutput = .discard,
        standardError: ChildOutput = .discard
    ) throws(TransportError) -> ChildProcess {
        let input = try ChildInput(standardInput)
        let output = try ChildStream(standardOutput, inherited: 1)
        let errorOutput = try ChildStream(standardError, inherited: 2)
        var spawner = Spawner(executable: executable, arguments: arguments)
        spawner.environment = environment ?? ProcessInfo.processInfo.environment
        spawner.workingDirectory = workingDirectory
        spawner.newProcessGroup = newProcessGroup
        spawner.descriptors = descriptors.compactMapValues(\.rawValue)
        spawner.descriptors[0] = input.childEnd.rawValue
        spawner.descriptors[1] = output.childEnd
        spawner.descriptors[2] = errorOutput.childEnd
        let pid = try spawner.spawn()
        do throws(TransportError) {
            try input.start()
            let child = ChildProcess(
                pid: pid, leadsGroup: newProcessGroup, output: try output.reader(),
                errorOutput: try errorOutput.reader())
            try BlockingThread.start("endstate-child") { child.reap() }
            return child
        } catch {
            // A child without its threads would block on what nobody reads, and end without anybody hearing of it.
            _ = Glibc.kill(newProcessGroup ? -pid : pid, SIGKILL)
            _ = waitpid(pid, nil, 0)
            throw TransportError(
                .spawnFailed, message: "\(HeaderRules.printable(executable)) cannot be started: \(error.message)",
                native: error.native)
        }
    }

    private init(pid: Int32, leadsGroup: Bool, output: OutputReader?, errorOutput: OutputReader?) {
        self.pid = pid
        self.leadsGroup = leadsGroup
        self.output = output
        self.errorOutput = errorOutput
    }

    /// How the process ended, `nil` while it runs.
    package var exit: ChildExit? { end.outcome?.get() }

    /// Sends a signal to the process, or to its whole group where it leads one. After the end it does nothing.
    package func kill(_ signal: ChildSignal) {
        // The number is not free for another process before the reaping, which excludes this.
        end.unlessResolved { _ = Glibc.kill(leadsGroup ? -pid : pid, signal.rawValue) }
    }

    /// Waits for the end.
    ///
    /// - Returns: How it ended; `nil` when the waiting task is cancelled first.
    package func waitForExit() async -> ChildExit? { await end.wait()?.get() }

    /// Waits for the end until an instant; the process goes on after it.
    ///
    /// - Returns: How it ended; `nil` when it has not, or when the waiting task is cancelled first.
    package func waitForExit(until deadline: ContinuousClock.Instant) async -> ChildExit? {
        await end.wait(until: deadline)?.get()
    }

    /// Asks the process to end, and kills it when it has not after a while.
    ///
    /// - Parameter grace: How long it may take to end by itself.
    /// - Returns: How it ended; `nil` only when the waiting task is cancelled.
    @discardableResult
    package func terminate(grace: Duration) async -> ChildExit? {
        kill(.terminate)
        if let exit = await waitForExit(until: .now + grace) { return exit }
        kill(.kill)
        return await waitForExit()
    }

    /// What it wrote to standard output, for ``ChildOutput/collect(limit:)``.
    ///
    /// - Parameter deadline: When to stop waiting for the end of the stream, which comes when every process that
    ///   inherited it has closed it.
    /// - Returns: What was read so far, or all of it.
    package func collectedOutput(until deadline: ContinuousClock.Instant) async -> CollectedOutput {
        await output?.output(until: deadline) ?? CollectedOutput()
    }

    /// What it wrote to standard error, likewise.
    package func collectedError(until deadline: ContinuousClock.Instant) async -> CollectedOutput {
        await errorOutput?.output(until: deadline) ?? CollectedOutput()
    }

    // MARK: The end

    private func reap() {
        waitUntilOver()
        end.resolve {
            // Not reaped yet, so the group's number still belongs to it.
            if leadsGroup { _ = Glibc.kill(-pid, SIGKILL) }
            var status: Int32 = 0
            let reaped = unsafe waitpid(pid, &status, 0)
            return .success(reaped == pid ? ChildExit(waitStatus: status) : .exited(-1))
        }
    }

    /// Waits for the end without reaping.
    private func waitUntilOver() {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    }
}
