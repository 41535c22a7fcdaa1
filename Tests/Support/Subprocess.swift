package import Foundation

/// Runs a program to its end.
///
/// - Parameters:
///   - name: The program, looked for in `PATH`.
///   - arguments: Its arguments.
///   - directory: Where it runs.
/// - Returns: Its exit status.
/// - Throws: When it cannot be started.
package func runTool(_ name: String, _ arguments: [String], in directory: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
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
        try? FileManager.default.removeItem(at: url)
    }
}
