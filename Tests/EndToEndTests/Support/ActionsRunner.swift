import Foundation

/// What a runner of GitHub Actions takes for commands in what a step prints, by its own rules.
///
/// A line is a command when it begins with `::` after white space, or has `##[` anywhere; between `stop-commands` and its
/// word nothing is.
struct ActionsRunner {
    private static let names: Set<String> = [
        "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice",
        "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning",
    ]

    /// The commands that are carried out, but for stopping and going on.
    ///
    /// - Parameter lines: The lines of one stream.
    /// - Returns: The lines that were commands.
    static func commands(in lines: [String]) -> [String] {
        var stoppedBy: String?
        var carriedOut: [String] = []
        for line in lines {
            guard let (name, data) = command(line, names.union([stoppedBy].compactMap(\.self))) else { continue }
            if let word = stoppedBy {
                if name == word { stoppedBy = nil }
            } else if name == "stop-commands" {
                stoppedBy = data
            } else {
                carriedOut.append(line)
            }
        }
        return carriedOut
    }

    private static func command(_ line: String, _ names: Set<String>) -> (name: String, data: String)? {
        let text = line.drop(while: \.isWhitespace)
        let parts = text.dropFirst(2).components(separatedBy: "::")
        if text.hasPrefix("::"), parts.count > 1, let name = parts[0].components(separatedBy: " ").first,
            names.contains(name)
        {
            return (name, parts.dropFirst().joined(separator: "::"))
        }
        guard let start = line.range(of: "##["), let end = line[start.upperBound...].firstIndex(of: "]"),
            let name = line[start.upperBound..<end].components(separatedBy: " ").first, names.contains(name)
        else { return nil }
        return (name, String(line[line.index(after: end)...]))
    }
}
