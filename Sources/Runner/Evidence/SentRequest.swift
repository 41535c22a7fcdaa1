import BrowserAutomation
import Synchronization
import Transport

/// Watches for the first request that may be the trigger's and has really left the browser: its headers are on the
/// wire, so that leaving the page no longer takes it back.
final class SentRequest: Sendable {
    private struct State {
        var sent: OneShot<Void, Never>?
        /// Requests since then that may be the trigger's.
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

    /// Whether a request may be what the user asked for, and not one that a page makes first, such as for a token.
    private static func canAct(_ request: NetworkRequest) -> Bool {
        request.resourceType == "Document" || !["GET", "HEAD", "OPTIONS"].contains(request.method)
    }

    /// Takes an event of the browser into account.
    func take(_ event: BrowserEvent) {
        let sent = state.withLock { state -> OneShot<Void, Never>? in
            guard state.sent != nil else { return nil }
            switch event {
            case .request(let request) where Self.canAct(request): state.known.insert(request.key)
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
