import Foundation
import RunModel

/// The exit statuses, which are a contract: a gate decides by them.
enum ExitStatus: Int32, Error {
    /// Everything passed.
    case passed = 0
    /// A workflow is broken.
    case failed = 1
    /// The command line or a scenario is wrong, or the bundle's folder cannot be written; nothing was started.
    case usage = 2
    /// Nothing was proven. Never a pass.
    case inconclusive = 3
    /// SIGHUP: the terminal was closed.
    case hungUp = 129
    /// SIGINT.
    case interrupted = 130
    /// SIGTERM.
    case terminated = 143

    /// The status of one run.
    init(_ result: RunResult) {
        switch result.verdict {
        case .passed: self = .passed
        case .failed: self = .failed
        case .inconclusive: self = .inconclusive
        case .interrupted: self.init(signal: result.signal ?? "SIGINT")
        }
    }

    /// The status of a suite: any interruption, else any failure, else anything inconclusive, else passed.
    init(suite: [ExitStatus]) {
        let order: [ExitStatus] = [.interrupted, .terminated, .hungUp, .failed, .inconclusive]
        self = order.first(where: suite.contains) ?? .passed
    }

    /// Ends the process.
    func exit() -> Never { Foundation.exit(rawValue) }
}

extension ExitStatus {
    /// The status of a process that a signal ended: 128 and its number.
    init(signal: String) {
        switch signal {
        case "SIGTERM": self = .terminated
        case "SIGHUP": self = .hungUp
        default: self = .interrupted
        }
    }
}
