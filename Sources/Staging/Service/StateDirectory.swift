import Foundation

/// Where the services keep their databases and logs.
struct StateDirectory: Codable, Sendable {
    var path: String
    /// Made by the supervisor for this run, and removed at its end.
    var isTemporary: Bool

    /// Uses the given directory, or makes a fresh one among the system's temporary files.
    static func prepare(at path: String?) throws -> StateDirectory {
        let url =
            path.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory.appending(path: "endstate-staging-" + Identifier.hex(bytes: 6))
        let directory = StateDirectory(path: url.path, isTemporary: path == nil)
        try FileManager.default.createDirectory(
            at: directory.logs, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return directory
    }

    private var url: URL { URL(fileURLWithPath: path, isDirectory: true) }
    private var logs: URL { url.appending(path: "logs") }

    func database(of role: Role) -> String { url.appending(path: role.rawValue + ".sqlite").path }
    func log(of role: Role) -> URL { logs.appending(path: role.rawValue + ".log") }
    func standardError(of role: Role) -> URL { logs.appending(path: role.rawValue + ".stderr") }

    /// Removes a temporary directory. Several processes may do it at once, each stumbling over what another removed
    /// first, hence the repetition.
    func removeIfTemporary() {
        guard isTemporary else { return }
        for _ in 0..<20 where FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
