import Foundation

/// A service in a process of its own.
struct ChildService: Sendable {
    let role: Role
    private let process: Process
    /// The other end is the child's standard input; while it is open the child lives.
    private let lifeLine: FileHandle
    private let standardError: URL
    private let exit: AsyncStream<Void>

    /// Starts a service and hands it its configuration; what it reports and its end arrive as events.
    static func start(
        _ role: Role, configuration: ServiceConfiguration, events: AsyncStream<Supervisor.Event>.Continuation
    ) throws -> ChildService {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["serve", role.rawValue]
        process.environment = environment()
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        let errors = configuration.stateDirectory.standardError(of: role)
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)

        let (exit, exitSink) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { process in
            let word = process.terminationReason == .exit ? "status" : "signal"
            events.yield(.exited(role, "\(word) \(process.terminationStatus)"))
            exitSink.finish()
        }
        try process.run()
        let child = ChildService(
            role: role, process: process, lifeLine: input.fileHandleForWriting, standardError: errors, exit: exit)
        let reports = output.fileHandleForReading
        Thread.detachNewThread { readReports(from: reports, of: role, events) }
        try child.tell(configuration)
        return child
    }

    /// The variables of this process but those that would send loopback requests through a proxy.
    private static func environment() -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.lowercased().hasSuffix("_proxy") }
    }

    private static func readReports(
        from output: FileHandle, of role: Role, _ events: AsyncStream<Supervisor.Event>.Continuation
    ) {
        var pending = Data()
        while case let data = output.availableData, !data.isEmpty {
            pending.append(data)
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Data(pending[..<end])
                pending = Data(pending[(end + 1)...])
                if let report = try? JSONDecoder().decode(ServiceReport.self, from: line) {
                    events.yield(.report(role, report))
                }
            }
        }
    }

    /// Sends an order, one JSON object on a line.
    func tell(_ order: some Encodable) throws {
        var line = try JSONEncoder().encode(order)
        line.append(UInt8(ascii: "\n"))
        try lifeLine.write(contentsOf: line)
    }

    /// Lets go of the life line: the child ends.
    func release() { try? lifeLine.close() }

    /// Waits until the process has ended.
    func end() async { for await _ in exit {} }

    /// The last lines it wrote on standard error: why it crashed, if it did.
    var lastWords: String {
        let text = (try? String(contentsOf: standardError, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(5).joined(separator: "\n")
    }
}
