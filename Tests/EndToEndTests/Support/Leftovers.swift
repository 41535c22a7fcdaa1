import Foundation
import TestSupport

/// The processes that a run of the tool has started and that still live.
struct Leftovers {
    /// The workplace whose processes are looked for: each has its temporary folder in its environment or arguments.
    let workplace: Workplace

    /// The numbers of the processes but the tool's own.
    func processes(but tool: Int32) -> [Int32] {
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        let mark = workplace.temporary.path()
        let marked = all.filter { $0 != tool && (holds("environ", of: $0, mark) || holds("cmdline", of: $0, mark)) }
        // A browser's own children overwrite both with their titles, but they keep the group.
        let groups = Set(marked.compactMap(group)).subtracting([getpgrp()])
        let members = all.filter { pid in group(pid).map { groups.contains($0) } ?? false }
        return Set(marked + members).subtracting([tool]).sorted()
    }

    /// The numbers of browser processes: those whose arguments name a profile of this workplace.
    func browsers(but tool: Int32) -> [Int32] {
        processes(but: tool).filter {
            holds("cmdline", of: $0, "--user-data-dir=") && !holds("cmdline", of: $0, "--type=")
        }
    }

    /// The numbers of the processes in which pages run.
    func renderers(but tool: Int32) -> [Int32] {
        processes(but: tool).filter { holds("cmdline", of: $0, "--type=renderer") }
    }

    /// Waits until all that live now have ended, for a minute each at most.
    ///
    /// - Returns: Those that live still.
    func waitForEnd(but tool: Int32) async throws -> [Int32] {
        for _ in 0..<10 {
            let living = processes(but: tool)
            if living.isEmpty { return [] }
            for pid in living {
                _ = try await runTool(
                    "tail", ["-s", "0.05", "--pid=\(pid)", "-f", "/dev/null"], in: URL(filePath: "/"))
            }
        }
        return processes(but: tool)
    }

    private func holds(_ file: String, of pid: Int32, _ text: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/\(file)") else { return false }
        return data.firstRange(of: Data(text.utf8)) != nil
    }

    /// The process's group; nothing for one that has ended, even when nobody has asked how yet. See proc(5).
    private func group(_ pid: Int32) -> Int32? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let bracket = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: bracket)...].split(separator: " ")
        guard fields.count > 2, fields[0] != "Z", fields[0] != "X" else { return nil }
        return Int32(fields[2])
    }
}
