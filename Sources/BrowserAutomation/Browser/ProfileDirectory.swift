import Foundation

/// A temporary profile. Its name carries the process it belongs to, by the namespace its ID counts in, ID and start time,
/// so that another run can tell whether it was left behind.
struct ProfileDirectory: Sendable {
    private static let prefix = "endstate-profile-"

    let path: String

    /// Chooses a name; nothing is made yet.
    init(in folder: String?) {
        let folder = folder ?? FileManager.default.temporaryDirectory.path
        let own = ProcessInfo.processInfo.processIdentifier
        let start = Self.startTime(of: own) ?? "0"
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        path = (folder as NSString).appendingPathComponent(
            "\(Self.prefix)\(Self.namespace)-\(own)-\(start)-\(random)")
    }

    /// Makes the directory, for its owner only.
    func create() throws(BrowserError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .launch(
                reason: "no profile directory could be made at \(path)",
                remedy: "make the temporary directory writable, or set TMPDIR")
        }
    }

    /// Removes it, if it is there.
    func remove() {
        // The browser may write a last file while it is being removed.
        for _ in 0..<5 where FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Removes profiles whose process is gone: the second net under the watcher.
    static func sweep(_ folder: String?) {
        let folder = folder ?? FileManager.default.temporaryDirectory.path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let parts = name.dropFirst(prefix.count).split(separator: "-")
            // Of a process of another container that shares the folder nothing can be told.
            guard parts.count == 4, parts[0] == namespace, let owner = Int32(parts[1]),
                let now = liveness(of: owner, startedAt: parts[2])
            else {
                continue
            }
            if !now { try? FileManager.default.removeItem(atPath: (folder as NSString).appendingPathComponent(name)) }
        }
    }

    /// The namespace of process IDs, by its number; see pid_namespaces(7).
    private static let namespace: String = {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        let number = link?.filter(\.isNumber) ?? ""
        return number.isEmpty ? "0" : number
    }()

    /// Whether a process is the one that started then; nil where that cannot be told.
    private static func liveness(of pid: Int32, startedAt start: Substring) -> Bool? {
        guard FileManager.default.fileExists(atPath: "/proc/self/stat") else { return nil }
        guard let current = startTime(of: pid) else { return false }
        return current == start
    }

    /// When a process started, in clock ticks since boot; nil when there is none. See proc(5), field 22.
    private static func startTime(of pid: Int32) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        // The second field, the name, may hold blanks and brackets: count from behind its last bracket.
        guard let bracket = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: bracket)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }
}
