import BrowserAutomation
import Synchronization
import Transport

/// Watches for the first request that has really left the browser after a moment: its headers are on the wire, so that
/// leaving the page no longer takes it back.
final class SentRequest: Sendable {
    private struct State {
        var sent: OneShot<Void, Never>?
        /// Requests since then that are no preflights.
        var known: Set<NetworkKey> = []
        /// Requests whose headers went over the wire since then, which may be told before the request itself.
        var onWire: Set<NetworkKey> = []
    }

    private let state = Mutex(State())

    private let first = OneShot<Void, Never>()

    /// Starts to watch; once.
    func watch() { state.withLock { $0 = State(sent: first) } }

    /// Waits for the first request.
    func wait(until deadline: ContinuousClock.Instant) async { _ = await first.wait(until: deadline) }

    /// Takes an event of the browser into account.
    func take(_ event: BrowserEvent) {
        let sent = state.withLock { state -> OneShot<Void, Never>? in
            guard state.sent != nil else { return nil }
            switch event {
            case .request(let request) where request.resourceType != "Preflight" && request.method != "OPTIONS":
                state.known.insert(request.key)
            case .requestExtraInfo(let info): state.onWire.insert(info.key)
            default: return nil
            }
            guard !state.known.isDisjoint(with: state.onWire) else { return nil }
            defer { state.sent = nil }
            return state.sent
        }
        sent?.resolve(.success(()))
    }
}
