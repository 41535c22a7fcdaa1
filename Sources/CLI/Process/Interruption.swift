import Runner
import Synchronization

/// What signals do to a suite: the first ends all runs cleanly, the second ends the process (R21).
final class Interruption: Sendable {
    private let controls: [RunControl]
    private let beforeExit: @Sendable () -> Void
    private let hasCome = Mutex(false)

    /// Takes charge of runs.
    ///
    /// - Parameters:
    ///   - controls: The handles of all runs, also of those that have not started: a suite that was interrupted starts
    ///     nothing more.
    ///   - beforeExit: Called before the second signal ends the process.
    init(_ controls: [RunControl], beforeExit: @escaping @Sendable () -> Void) {
        self.controls = controls
        self.beforeExit = beforeExit
    }

    /// Takes a signal.
    func take(_ name: String) {
        let isSecond = hasCome.withLock { hasCome in
            defer { hasCome = true }
            return hasCome
        }
        if isSecond {
            // Of a terminal that goes its shell and the system both tell, and nobody is there to insist.
            if name == "SIGHUP" { return }
            beforeExit()
            // The browser and its profile go with the pipe that this process holds.
            ExitStatus(signal: name).exit()
        }
        for control in controls { control.stop(.signal(name)) }
    }
}
