import Foundation
import TestSupport
import Transport

/// A staging system: the built program with its six services. It ends when these tests do, however they do.
final class StagingSystem: Sendable {
    /// The environment for the scenario that verifies it.
    let environment: [String: String]

    private let process: ChildProcess
    private let lifeLine: OwnedDescriptor

    /// Starts one and waits until it is healthy.
    ///
    /// - Parameter fault: What is broken in it.
    /// - Throws: When it is not built, or does not become healthy.
    init(fault: String? = nil) async throws {
        let pipe = try OwnedDescriptor.pipe()
        lifeLine = pipe.write
        let faults = fault.map { ["--fault", $0] } ?? []
        let (lines, sink) = AsyncStream.makeStream(of: String.self)
        // It reads the pipe as its standard input, so that it ends with the last process that holds the other end.
        process = try ChildProcess.spawn(
            "/bin/sh",
            arguments: ["-c", "exec \"$0\" \"$@\" <&3", try builtProduct("endstate-staging")]
                + ["up", "--until-input-ends", "--latency", "0"] + faults,
            descriptors: [3: pipe.read],
            standardOutput: .lines { sink.yield($0) },
            standardError: .collect(limit: 4096)
        )
        pipe.read.close()
        let end = Task { [process] in
            let exit = await process.waitForExit(until: .now + Self.startLimit)
            if exit == nil && !Task.isCancelled { process.kill(.kill) }
            sink.finish()
        }
        defer { end.cancel() }
        var addresses: [String: String] = [:]
        for await line in lines {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { addresses[parts[0]] = parts[1] }
            if addresses.count == 3 { break }
        }
        guard addresses.count == 3 else {
            let said = await process.collectedError(until: .now + .seconds(5)).data
            throw Unexpected("endstate-staging did not start: \(String(decoding: said, as: UTF8.self))")
        }
        environment = addresses.merging(["TEST_PASSWORD": Self.password]) { $1 }
    }

    /// Twice the time after which it gives up by itself.
    private static let startLimit = Duration.seconds(120)

    /// The only password there is.
    static let password = "TestPassword123!"

    /// The healthy system that tests share.
    static func shared() async throws -> StagingSystem { try await healthy.value }

    private static let healthy = Task { try await StagingSystem() }

    /// Ends it.
    func stop() async {
        lifeLine.close()
        if await process.waitForExit(until: .now + .seconds(30)) == nil { process.kill(.kill) }
    }

    /// The scenario in the repository that verifies it.
    static var scenario: String {
        URL(filePath: #filePath).appending(path: "../../../../Scenarios/upgrade-plan.yaml").standardized.path()
    }

    /// Makes a folder with a scenario of the repository and what it uses. Whoever followed the README has one of theirs
    /// beside them.
    static func copyScenarios(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let own = URL(filePath: scenario)
        for name in [own.lastPathComponent, "fragments"] {
            let source = own.deletingLastPathComponent().appending(path: name)
            try FileManager.default.copyItem(at: source, to: folder.appending(path: name))
        }
    }
}

/// Runs a staging system with a fault for the length of a closure.
func withStaging<Value: Sendable>(fault: String, _ body: (StagingSystem) async throws -> Value) async throws -> Value {
    let system = try await StagingSystem(fault: fault)
    do {
        let value = try await body(system)
        await system.stop()
        return value
    } catch {
        await system.stop()
        throw error
    }
}
