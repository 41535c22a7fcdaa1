import Foundation
import TestSupport

/// A folder in which the tool runs: scenarios, bundles, and a folder for temporary files that is its own, so that what
/// is left behind can be told from what others left.
final class Workplace: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    }

    /// The folder.
    var url: URL { folder.url }

    /// Where the tool's temporary files go.
    var temporary: URL { url.appending(path: "tmp") }

    /// The root of the bundles.
    var artifacts: URL { url.appending(path: "Artifacts") }

    /// What every run finds in its environment, and nothing of the tests' own.
    var environment: [String: String] {
        let own = ProcessInfo.processInfo.environment
        var environment = ["TMPDIR": temporary.path(), "ENDSTATE_NO_SANDBOX": "1"]
        for name in ["PATH", "HOME", "ENDSTATE_BROWSER", "LD_LIBRARY_PATH"] { environment[name] = own[name] }
        return environment
    }

    /// Writes a file.
    ///
    /// - Returns: Its name, for the command line.
    @discardableResult
    func write(_ text: String, as name: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return name
    }

    /// The folders of all bundles, also unfinished ones.
    var bundles: [URL] {
        let found = try? FileManager.default.contentsOfDirectory(at: artifacts, includingPropertiesForKeys: nil)
        return (found ?? []).sorted { $0.path() < $1.path() }
    }

    /// The only bundle.
    ///
    /// - Throws: When there is none, or more than one.
    func bundle() throws -> RunBundle {
        guard bundles.count == 1 else { throw Unexpected("there are \(bundles.count) bundles: \(bundles)") }
        return try RunBundle(bundles[0])
    }

    /// What is left of temporary files: profiles, and whatever else a browser may make.
    var leftovers: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: temporary.path())) ?? []
    }
}
