import Foundation

/// The built `endstate-staging`, run as a process that cannot outlive this one.
final class ProcessUnderTest: Sendable {
    let identifier: Int32
    /// What it writes on standard output.
    let lines: AsyncStream<String>
    private let process: Process
    private let lifeLine: FileHandle
    private let errors: Task<String, Never>
    private let exit: Task<Int32, Never>

    private init(
        process: Process, lines: AsyncStream<String>, errors: AsyncStream<String>, lifeLine: FileHandle,
        exit: Task<Int32, Never>
    ) {
        self.process = process
        self.lines = lines
        self.lifeLine = lifeLine
        self.exit = exit
        identifier = process.processIdentifier
        self.errors = Task { await errors.reduce(into: "") { $0 += $1 + "\n" } }
    }

    static func start(_ arguments: [String]) throws -> ProcessUnderTest {
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        let (statuses, sink) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { sink.yield($0.terminationStatus) }
        try process.run()
        let exit = Task {
            for await status in statuses { return status }
            return Int32.min
        }
        return ProcessUnderTest(
            process: process, lines: lines(of: output.fileHandleForReading),
            errors: lines(of: errors.fileHandleForReading), lifeLine: input.fileHandleForWriting, exit: exit)
    }

    /// What it wrote on standard error, once it has ended.
    func wholeStandardError() async -> String { await untilCancelled { await errors.value } }

    /// Closes its standard input.
    func closeInput() { try? lifeLine.close() }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(identifier, number) }

    /// Waits for its end and gives its status.
    func status() async -> Int32 { await untilCancelled { await exit.value } }

    /// Waits for what comes with its end; a test that is cancelled, at its time limit, ends it.
    private func untilCancelled<Value: Sendable>(_ wait: () async -> Value) async -> Value {
        await withTaskCancellationHandler {
            await wait()
        } onCancel: {
            if process.isRunning { signal(SIGKILL) }
        }
    }

    /// Ends it as an interrupt from a terminal does, and gives its status.
    func stop() async -> Int32 {
        signal(SIGINT)
        return await status()
    }

    /// Everything it still writes on standard output, up to its end.
    func remainingLines() async -> [String] {
        var all: [String] = []
        for await line in lines { all.append(line) }
        return all
    }

    private static func lines(of file: FileHandle) -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                var pending = Data()
                while case let data = file.availableData, !data.isEmpty {
                    pending.append(data)
                    while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                        continuation.yield(String(decoding: pending[..<end], as: UTF8.self))
                        pending = Data(pending[(end + 1)...])
                    }
                }
                continuation.finish()
            }
        }
    }

    /// The program in the build directory these tests were built into.
    private static func executable() throws -> URL {
        var directory = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while directory.pathComponents.count > 1 {
            let candidate = directory.appending(path: "endstate-staging")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            directory.deleteLastPathComponent()
        }
        throw Unexpected("endstate-staging is not built beside \(CommandLine.arguments[0])")
    }
}
