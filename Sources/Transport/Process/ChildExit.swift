/// How a child process ended.
package enum ChildExit: Hashable, Sendable, CustomStringConvertible {
    /// It ended by itself, with this status.
    case exited(Int32)
    /// A signal ended it.
    case signaled(ChildSignal)

    /// The end as `waitpid` reports it.
    init(waitStatus status: Int32) {
        let signal = status & 0x7f
        self = signal == 0 ? .exited((status >> 8) & 0xff) : .signaled(ChildSignal(rawValue: signal))
    }

    /// Whether it ended by itself with status 0.
    package var isSuccess: Bool { self == .exited(0) }

    package var description: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signaled(let signal): "signal \(signal.rawValue)"
        }
    }
}

/// A signal of the system. The set is open.
package struct ChildSignal: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// SIGHUP.
    package static let hangUp = ChildSignal(rawValue: 1)
    /// SIGINT, as from the keyboard.
    package static let interrupt = ChildSignal(rawValue: 2)
    /// SIGKILL, which cannot be refused.
    package static let kill = ChildSignal(rawValue: 9)
    /// SIGTERM, a request to end.
    package static let terminate = ChildSignal(rawValue: 15)
    /// SIGCONT.
    package static let `continue` = ChildSignal(rawValue: 18)
    /// SIGSTOP.
    package static let stop = ChildSignal(rawValue: 19)
}
