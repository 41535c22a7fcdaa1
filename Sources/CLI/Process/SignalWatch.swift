import Dispatch
import Foundation

/// Watches for the signals that ask the tool to end.
final class SignalWatch {
    private let sources: [(number: Int32, source: any DispatchSourceSignal)]

    /// Starts watching; from now on these signals do not end the process by themselves.
    ///
    /// - Parameter handler: Called, on a queue of its own, with the name of every signal that comes.
    init(handler: @escaping @Sendable (_ name: String) -> Void) {
        let queue = DispatchQueue(label: "endstate.signals")
        var watched = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")]
        // Who starts it with nohup(1) wants it to outlive the terminal.
        if !Self.isIgnored(SIGHUP) { watched.append((SIGHUP, "SIGHUP")) }
        sources = watched.map { number, name in
            // A signal source sees only what is ignored otherwise (dispatch_source_create(3)).
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { handler(name) }
            source.resume()
            return (number, source)
        }
    }

    /// Lets the signals end the process again.
    func stop() {
        for (number, source) in sources {
            source.cancel()
            signal(number, SIG_DFL)
        }
    }

    /// Whether the process was started with a signal ignored: a bit of `SigIgn` in proc(5)'s status.
    private static func isIgnored(_ number: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigIgn:") }),
            let mask = UInt64(line.dropFirst("SigIgn:".count).filter { !$0.isWhitespace }, radix: 16)
        else { return false }
        return mask & (1 << UInt64(number - 1)) != 0
    }
}
