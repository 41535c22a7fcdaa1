import Foundation

/// A program that was started, is listened to a line at a time, and lives no longer than its standard input is open.
struct ChildProcess: Sendable {
    private let process: Process
    /// The other end is the child's standard input.
    private let lifeLine: FileHandle
    private let log: URL
    private let exit: AsyncStream<Int32>

    /// Lines of the child's standard output, until it is closed.
    let lines: AsyncStream<Data>

    /// This program's own file.
    static var ownExecutable: URL { Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]) }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - arguments: Its arguments.
    ///   - environment: All of its variables.
    ///   - log: The file its standard error goes to.
    ///   - onExit: Called once, from any thread, with how it ended, in words.
    /// - Throws: When it cannot be started, or the file cannot be written.
    init(
        _ executable: URL, _ arguments: [String], environment: [String: String], log: URL,
        onExit: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        let (exit, exitSink) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let word = process.terminationReason == .exit ? "status" : "signal"
            onExit("\(word) \(process.terminationStatus)")
            exitSink.yield(process.terminationStatus)
            exitSink.finish()
        }
        try process.run()
        let (lines, sink) = AsyncStream.makeStream(of: Data.self)
        let reading = output.fileHandleForReading
        Thread.detachNewThread {
            Self.read(reading, sink)
            sink.finish()
        }
        self.process = process
        self.log = log
        self.exit = exit
        self.lines = lines
        lifeLine = input.fileHandleForWriting
    }

    private static func read(_ output: FileHandle, _ lines: AsyncStream<Data>.Continuation) {
        var pending = Data()
        while case let data = output.availableData, !data.isEmpty {
            pending.append(data)
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                lines.yield(Data(pending[..<end]))
                pending = Data(pending[(end + 1)...])
            }
        }
        if !pending.isEmpty { lines.yield(pending) }
    }

    /// Writes a line to its standard input.
    func write(_ line: Data) throws {
        try lifeLine.write(contentsOf: line + [UInt8(ascii: "\n")])
    }

    /// Lets go of the life line: the child ends.
    func release() { try? lifeLine.close() }

    /// Waits until the process has ended.
    ///
    /// - Returns: Its exit status.
    @discardableResult
    func end() async -> Int32 {
        for await status in exit { return status }
        return process.terminationStatus
    }

    /// The last lines it wrote on standard error: why it crashed, if it did.
    var lastWords: String {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(5).joined(separator: "\n")
    }
}
