import Foundation
import UnixSignals

/// Starts the six services, tells them of each other, and ends them together.
struct Supervisor {
    /// Time for all services to become healthy.
    private static let startLimit = Duration.seconds(60)

    let configuration: ServiceConfiguration
    let readyFile: String?

    /// Something that happens while the system runs.
    enum Event: Sendable {
        case report(Role, ServiceReport)
        case exited(Role, String)
        case stop
        case startLimitReached
    }

    /// Runs until a signal.
    ///
    /// - Throws: `SupervisorError` when a service cannot start or dies.
    func run(untilInputEnds: Bool) async throws {
        try checkReadyFile()
        removeReadyFile()
        let (events, sink) = AsyncStream.makeStream(of: Event.self)
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let watch = Task { for await _ in signals { sink.yield(.stop) } }
        let alarm = Task {
            try await Task.sleep(for: Self.startLimit)
            sink.yield(.startLimitReached)
        }
        if untilInputEnds { watchInput(sink) }
        defer {
            watch.cancel()
            alarm.cancel()
        }

        var children: [ChildService] = []
        let outcome: Result<Void, any Error>
        do {
            for role in Role.allCases {
                children.append(try ChildService.start(role, configuration: configuration, events: sink))
            }
            try await supervise(children, events)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        for child in children { child.release() }
        for child in children { await child.end() }
        configuration.stateDirectory.removeIfTemporary()
        removeReadyFile()
        try outcome.get()
    }

    /// Goes through the start, then waits for the end: a signal (returns) or a death (throws).
    private func supervise(_ children: [ChildService], _ events: AsyncStream<Event>) async throws {
        var urls: [Role: String] = [:]
        var ready: Set<Role> = []
        for await event in events {
            switch event {
            case .report(let role, let report):
                if let failure = report.failure { throw SupervisorError.failed(role, failure) }
                if let port = report.port {
                    urls[role] = "http://127.0.0.1:\(port)"
                    if urls.count == children.count {
                        for child in children { try child.tell(PeerTable(urls: urls)) }
                    }
                }
                if report.ready == true {
                    ready.insert(role)
                    if ready.count == children.count { try announce(urls) }
                }
            case .exited(let role, let how):
                throw SupervisorError.died(role, how, children.first { $0.role == role }?.lastWords ?? "")
            case .startLimitReached:
                let missing = Role.allCases.filter { !ready.contains($0) }
                guard missing.isEmpty else { throw SupervisorError.tooSlow(missing) }
            case .stop:
                return
            }
        }
    }

    /// Whoever looks for the file must not find addresses where nothing listens.
    private func removeReadyFile() {
        if let readyFile, isOurs(readyFile) { try? FileManager.default.removeItem(atPath: readyFile) }
    }

    /// A file of addresses is replaced; what somebody wrote is not.
    private func checkReadyFile() throws {
        guard let readyFile, FileManager.default.fileExists(atPath: readyFile), !isOurs(readyFile) else { return }
        throw SupervisorError.foreignFile(readyFile)
    }

    private func isOurs(_ file: String) -> Bool {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return false }
        let names = text.split(separator: "\n").map { String($0.prefix { $0 != "=" }) }
        return names.allSatisfy(["APP_URL", "API_URL", "AUTH_URL"].contains)
    }

    private func announce(_ urls: [Role: String]) throws {
        let lines = [(Role.web, "APP_URL"), (.api, "API_URL"), (.auth, "AUTH_URL")]
            .map { role, name in "\(name)=\(urls[role] ?? "")\n" }
            .joined()
        if let readyFile {
            do {
                try Data(lines.utf8).write(to: URL(fileURLWithPath: readyFile), options: .atomic)
            } catch {
                throw SupervisorError.readyFile(readyFile, error.localizedDescription)
            }
        }
        try FileHandle.standardOutput.write(contentsOf: Data(lines.utf8))
        Console.complain("staging is up; databases and logs in \(configuration.stateDirectory.path)")
    }

    private func watchInput(_ sink: AsyncStream<Event>.Continuation) {
        Thread.detachNewThread {
            while readLine() != nil {}
            sink.yield(.stop)
        }
    }
}

/// Why the system did not come up, or did not stay up.
enum SupervisorError: Error, CustomStringConvertible {
    case failed(Role, String)
    case died(Role, String, String)
    case tooSlow([Role])
    case readyFile(String, String)
    case foreignFile(String)

    var description: String {
        switch self {
        case .failed(let role, let reason): "\(role) could not go on, all services are stopped: \(reason)"
        case .died(let role, let how, let lastWords):
            "\(role) ended by itself (\(how)), all services are stopped" + (lastWords.isEmpty ? "" : "\n" + lastWords)
        case .tooSlow(let roles):
            "not healthy after 60 s: \(roles.map(\.rawValue).joined(separator: ", ")); all services are stopped"
        case .foreignFile(let path):
            "\(path) is there and has more than addresses in it; name another file, or remove it"
        case .readyFile(let path, let reason): "\(path) cannot be written (\(reason)), all services are stopped"
        }
    }
}
