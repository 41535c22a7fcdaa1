import Foundation

/// A service in a process of its own.
struct ChildService: Sendable {
    let role: Role
    private let process: ChildProcess

    /// Starts a service and hands it its configuration; what it reports and its end arrive as events.
    static func start(
        _ role: Role, configuration: ServiceConfiguration, events: AsyncStream<Supervisor.Event>.Continuation
    ) throws -> ChildService {
        let process = try ChildProcess(
            ChildProcess.ownExecutable, ["serve", role.rawValue], environment: environment(),
            log: configuration.stateDirectory.standardError(of: role)
        ) { events.yield(.exited(role, $0)) }
        let lines = process.lines
        Task {
            for await line in lines {
                if let report = try? JSONDecoder().decode(ServiceReport.self, from: line) {
                    events.yield(.report(role, report))
                }
            }
        }
        let child = ChildService(role: role, process: process)
        try child.tell(configuration)
        return child
    }

    /// The variables of this process but those that would send loopback requests through a proxy.
    private static func environment() -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.lowercased().hasSuffix("_proxy") }
    }

    /// Sends an order, one JSON object on a line.
    func tell(_ order: some Encodable) throws { try process.write(JSONEncoder().encode(order)) }

    /// Lets go of the life line: the child ends.
    func release() { process.release() }

    /// Waits until the process has ended.
    func end() async { await process.end() }

    /// The last lines it wrote on standard error: why it crashed, if it did.
    var lastWords: String { process.lastWords }
}
