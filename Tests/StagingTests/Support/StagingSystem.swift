import Foundation

/// A staging system under test: the built program, run as it is.
final class StagingSystem: Sendable {
    let process: ProcessUnderTest
    let appURL: String
    let apiURL: String
    let authURL: String

    private init(process: ProcessUnderTest, addresses: [String: String]) throws {
        self.process = process
        func address(_ name: String) throws -> String {
            guard let value = addresses[name] else { throw Unexpected("\(name) was not printed: \(addresses)") }
            return value
        }
        appURL = try address("APP_URL")
        apiURL = try address("API_URL")
        authURL = try address("AUTH_URL")
    }

    /// Starts a system and waits until it is healthy. It ends with this process at the latest.
    static func start(_ arguments: [String] = [], latency: String = "0") async throws -> StagingSystem {
        let process = try ProcessUnderTest.start(
            ["up", "--until-input-ends", "--latency", latency] + arguments)
        var addresses: [String: String] = [:]
        for await line in process.lines {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { addresses[parts[0]] = parts[1] }
            if addresses.count == 3 { break }
        }
        return try StagingSystem(process: process, addresses: addresses)
    }

    /// The processes of the six services.
    func services() throws -> [ServiceProcess] {
        // The kernel keeps children by the thread that started them.
        let threads = "/proc/\(process.identifier)/task"
        let children = try FileManager.default.contentsOfDirectory(atPath: threads).flatMap { thread in
            let list = (try? String(contentsOfFile: "\(threads)/\(thread)/children", encoding: .utf8)) ?? ""
            return list.split(separator: " ")
        }
        return try children.map { text in
            let arguments = try String(contentsOfFile: "/proc/\(text)/cmdline", encoding: .utf8)
            let role = arguments.split(separator: "\0").last.map(String.init) ?? ""
            guard let identifier = Int32(text) else { throw Unexpected("'\(text)' is not a process") }
            return ServiceProcess(role: role, identifier: identifier)
        }
    }
}

/// One of the six.
struct ServiceProcess: Sendable {
    let role: String
    let identifier: Int32

    /// Whether it still runs; one that only waits to be reaped does not.
    var isRunning: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
            let state = status.split(separator: ")").last?.split(separator: " ").first
        else { return false }
        return state != "Z" && state != "X"
    }
}

/// Runs a staging system for the length of a closure.
func withStaging<Result: Sendable>(
    _ arguments: [String] = [], latency: String = "0", _ body: (StagingSystem) async throws -> Result
) async throws -> Result {
    let system = try await StagingSystem.start(arguments, latency: latency)
    do {
        let result = try await body(system)
        _ = await system.process.stop()
        return result
    } catch {
        _ = await system.process.stop()
        throw error
    }
}

/// Something that should not be, said in a line.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
