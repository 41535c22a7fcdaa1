import Dispatch
import Foundation

/// Watches for the signals that ask the tool to end.
final class SignalWatch {
    private let sources: [any DispatchSourceSignal]

    /// Starts watching; from now on these signals do not end the process by themselves.
    ///
    /// - Parameter handler: Called, on a queue of its own, with the name of every signal that comes.
    init(handler: @escaping @Sendable (_ name: String) -> Void) {
        let queue = DispatchQueue(label: "endstate.signals")
        sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
            // A signal source sees only what is ignored otherwise (dispatch_source_create(3)).
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { handler(name) }
            source.resume()
            return source
        }
    }

    /// Lets the signals end the process again.
    func stop() {
        for source in sources { source.cancel() }
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
    }
}
