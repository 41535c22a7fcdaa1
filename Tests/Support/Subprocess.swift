package import Foundation
import Transport

/// Runs a program to its end, for a minute at most.
///
/// - Parameters:
///   - name: The program, looked for in `PATH`.
///   - arguments: Its arguments.
///   - directory: Where it runs.
/// - Returns: Its exit status.
/// - Throws: When it cannot be started or does not end by itself.
package func runTool(_ name: String, _ arguments: [String], in directory: URL) async throws -> Int32 {
    let child = try ChildProcess.spawn(name, arguments: arguments, workingDirectory: directory.path())
    guard case .exited(let status) = await child.waitForExit(until: .now + .seconds(60)) else {
        await child.terminate(grace: .zero)
        throw TransportError(.timedOut, message: "\(name) did not end")
    }
    return status
}

/// A folder that goes with its last reference.
package final class TemporaryFolder: Sendable {
    /// Where it is.
    package let url: URL

    /// Makes an empty folder.
    ///
    /// - Throws: When it cannot be made.
    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "endstate-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // A profile in it may be going away at the same time, and what vanishes under its hands ends a removal.
        for _ in 0..<10 where FileManager.default.fileExists(atPath: url.path()) {
            try? FileManager.default.removeItem(at: url)
        }
    }
}
