import Foundation

/// What the tool says first of each fault, kept as people read it: `FOLDER/<fault>.txt`.
///
/// Of a failure that is the five answers, of anything else its sentence: what stands before the first empty line. Times,
/// ports and IDs differ from run to run and are made the same.
struct ToldLines: Sendable {
    /// Where the files are.
    let folder: URL
    /// Whether what is said now is kept, instead of being compared.
    let keeps: Bool

    /// Compares what the tool said of a fault with what is kept, or keeps it.
    ///
    /// - Parameters:
    ///   - output: All that the tool wrote to its standard output.
    ///   - fault: The fault's name.
    /// - Returns: A line for each line that is not as it was.
    /// - Throws: When a file cannot be written.
    func differences(of output: String, for fault: String) throws -> [String] {
        let lines = Self.lines(of: output)
        let file = folder.appending(path: "\(fault).txt")
        if keeps {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
            return []
        }
        guard let kept = try? String(contentsOf: file, encoding: .utf8) else {
            return ["\(file.path()) is not there; --keep-lines writes it"]
        }
        let known = kept.split(separator: "\n").map(String.init)
        guard known != lines else { return [] }
        return lines.difference(from: known).map { step in
            switch step {
            case .remove(_, let line, _): "said before: \(line)"
            case .insert(_, let line, _): "says now:    \(line)"
            }
        }
    }

    /// The lines before the first empty one, without what differs from run to run.
    private static func lines(of output: String) -> [String] {
        // Where nothing else is shown, notes and the bundle's address end the text. Notes count what was seen, and what was
        // seen hangs on where the looks fell.
        let told = output.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.isEmpty && !$0.hasPrefix("file:") && !$0.hasPrefix("  note") }
        return told.map { line in
            String(line).replacing(/[+-]?\b\d+(\.\d+)?( (ms|s|min|h|milliseconds)\b( \d+)?)+/, with: "TIME")
                .replacing(/127\.0\.0\.1:\d+/, with: "HOST")
                .replacing(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/, with: "UUID")
                .replacing(/\b\d+ looks\b/, with: "N looks")
                .replacing(/\b(anl|ch)_[0-9a-f]+\b/) { "\($0.1)_ID" }
                // What comes twice at once is seen so when the looks fall so.
                .replacing(/\ since TIME(, in settle)?/, with: "")
        }
    }
}
