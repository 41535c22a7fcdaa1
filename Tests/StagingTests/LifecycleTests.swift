import Foundation
import Testing

@Suite(.timeLimit(.minutes(5)))
struct LifecycleTests {
    private static let roles: Set = ["web", "auth", "api", "billing", "worker", "ledger"]

    @Test("One SIGTERM stops all six services and takes the state of the run away")
    func terminated() async throws {
        let readyFile = FileManager.default.temporaryDirectory.appending(path: "ready-\(UUID().uuidString).env").path
        let system = try await StagingSystem.start(["--ready-file", readyFile])
        let services = try system.services()
        #expect(Set(services.map(\.role)) == Self.roles)
        let ready = try String(contentsOfFile: readyFile, encoding: .utf8)
        #expect(ready == "APP_URL=\(system.appURL)\nAPI_URL=\(system.apiURL)\nAUTH_URL=\(system.authURL)\n")
        let state = try #require(try state(of: system))

        system.process.signal(SIGTERM)
        #expect(await system.process.status() == 0)
        #expect(services.allSatisfy { !$0.isRunning })
        #expect(!FileManager.default.fileExists(atPath: state))
        #expect(!FileManager.default.fileExists(atPath: readyFile))
    }

    @Test("A file that somebody wrote is neither replaced by the addresses nor removed with them")
    func foreignFile() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "staging-\(UUID().uuidString).env")
        defer { try? FileManager.default.removeItem(at: file) }
        let own = "APP_URL=http://a.test\nTEST_PASSWORD=mine\n"
        try Data(own.utf8).write(to: file)
        let process = try ProcessUnderTest.start(["up", "--ready-file", file.path()])
        #expect(await process.status() == 1)
        #expect(await process.wholeStandardError().contains("is there and has more than addresses in it"))
        #expect(try String(contentsOf: file, encoding: .utf8) == own)
    }

    @Test("A supervisor that is killed leaves no service and no state behind")
    func killed() async throws {
        let system = try await StagingSystem.start()
        let services = try system.services()
        let state = try #require(try state(of: system))
        #expect(services.count == 6)

        system.process.signal(SIGKILL)
        _ = await system.process.status()
        try await eventually("no service runs") { services.allSatisfy { !$0.isRunning } }
        try await eventually("the state is gone") { !FileManager.default.fileExists(atPath: state) }
    }

    @Test("When whoever started the system goes, the system goes")
    func inputEnds() async throws {
        let system = try await StagingSystem.start()
        let services = try system.services()
        system.process.closeInput()
        #expect(await system.process.status() == 0)
        #expect(services.count == 6 && services.allSatisfy { !$0.isRunning })
    }

    @Test("A service that dies takes the others down, and the reason is said", arguments: ["ledger", "web"])
    func childDies(role: String) async throws {
        let system = try await StagingSystem.start()
        let services = try system.services()
        let victim = try #require(services.first { $0.role == role })
        kill(victim.identifier, SIGKILL)
        #expect(await system.process.status() == 1)
        #expect(services.allSatisfy { !$0.isRunning })
        #expect(await system.process.wholeStandardError().contains("\(role) ended by itself (signal 9)"))
    }

    @Test("While a service is away, the verification endpoint says so with 502, and recovers")
    func serviceAway() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            let ledger = try #require(try system.services().first { $0.role == "ledger" })
            kill(ledger.identifier, SIGSTOP)
            let look = try await customer.rawLook()
            kill(ledger.identifier, SIGCONT)
            #expect(look.status == 502 && look.text.contains("ledger"))
            #expect(try await customer.rawLook().status == 200)
        }
    }

    @Test("The log lines of all services carry the correlation ID and the trace of the click")
    func logs() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "state-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: state) }
        let traceID = "0af7651916cd43dd8448eb211c80319c"
        try await withStaging(["--state", state.path]) { system in
            let customer = try await Customer.make(in: system)
            try await customer.upgrade(
                token: customer.token(), headers: ["traceparent": "00-\(traceID)-b7ad6b7169203331-01"])
            _ = try await customer.finishedWorkflow()
            for role in ["api", "billing", "worker", "ledger", "auth"] {
                let log = state.appending(path: "logs/\(role).log")
                let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
                let decoded = try lines.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
                let traced = decoded.filter { $0["traceparent"]?.contains(traceID) == true }
                #expect(traced.contains { $0["correlation_id"] == customer.tenant.correlationId }, "\(role)")
                #expect(decoded.allSatisfy { $0["service"] == role && $0["at"] != nil && $0["message"] != nil })
            }
        }
        #expect(FileManager.default.fileExists(atPath: state.path))
    }

    /// The state directory, as it was told on standard error.
    private func state(of system: StagingSystem) throws -> String? {
        // A service's log is open in it; its place is also known to who may look at the process.
        let services = try system.services()
        let api = try #require(services.first { $0.role == "api" })
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(api.identifier)/fd")
        for file in files {
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(api.identifier)/fd/\(file)")
            if let target, target.hasSuffix("/logs/api.log") { return String(target.dropLast("/logs/api.log".count)) }
        }
        return nil
    }
}
