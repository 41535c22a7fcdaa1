import Convergence
import RunModel

/// The signs of the report, drawn, so that they look the same whatever fonts there are. Shape tells them apart before
/// colour does.
enum Icon: String {
    case good, bad, doubt, open, skipped

    /// The outline in a square of 16.
    private var path: Markup {
        switch self {
        case .good: "<path d=\"M3.5 8.5l3 3 6-7\"/>"
        case .bad: "<path d=\"M4 4l8 8M12 4l-8 8\"/>"
        case .doubt: "<path d=\"M5.2 6a2.8 2.8 0 1 1 4.1 2.5c-.9.5-1.3 1-1.3 1.8M8 13v.1\"/>"
        case .open: "<circle cx=\"8\" cy=\"8\" r=\"1.2\"/>"
        case .skipped: "<path d=\"M4 8h8\"/>"
        }
    }

    /// The sign, which says nothing to those who cannot see it: words stand beside it.
    var markup: Markup {
        "<svg class=\"icon \(rawValue)\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">\(path)</svg>"
    }

    /// The sign of a run.
    init(_ verdict: Verdict) {
        switch verdict {
        case .passed: self = .good
        case .failed: self = .bad
        case .inconclusive, .interrupted: self = .doubt
        }
    }

    /// The sign of a stage.
    init(_ status: StageOutcome.Status) {
        switch status {
        case .reached, .goneThrough: self = .good
        case .missing, .late, .duplicated, .misordered, .regressed: self = .bad
        case .unknown: self = .doubt
        case .pending: self = .open
        }
    }

    /// The sign of a step.
    init(_ outcome: StepFinished.Outcome?) {
        switch outcome {
        case .passed: self = .good
        case .failed: self = .bad
        case .skipped: self = .skipped
        case .cancelled: self = .open
        case nil: self = .open
        }
    }
}
