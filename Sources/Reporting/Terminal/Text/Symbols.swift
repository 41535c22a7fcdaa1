import Convergence
import RunModel

/// The signs that are used, in Unicode and in ASCII.
struct Symbols: Sendable {
    let good: String
    let bad: String
    let doubt: String
    let open: String
    let ellipsis: String
    let times: String
    let here: String
    let frames: [String]

    static let unicode = Symbols(
        good: "✓", bad: "✗", doubt: "?", open: "·", ellipsis: "…", times: "×", here: "←",
        frames: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"])
    static let ascii = Symbols(
        good: "+", bad: "x", doubt: "?", open: ".", ellipsis: "...", times: "x", here: "<-",
        frames: ["-", "\\", "|", "/"])

    /// The sign of a stage.
    func sign(_ status: StageOutcome.Status) -> (text: String, ink: StyledText.Ink) {
        switch status {
        case .reached, .goneThrough: (good, .good)
        case .missing, .late, .duplicated, .misordered, .regressed: (bad, .bad)
        case .unknown: (doubt, .doubt)
        case .pending: (open, .faint)
        }
    }

    /// The sign of a run.
    func sign(_ verdict: Verdict) -> (text: String, ink: StyledText.Ink) {
        switch verdict {
        case .passed: (good, .good)
        case .failed: (bad, .bad)
        case .inconclusive, .interrupted: (doubt, .doubt)
        }
    }
}

extension TerminalStyle {
    /// The signs that the terminal can show.
    var symbols: Symbols { unicode ? .unicode : .ascii }
}
