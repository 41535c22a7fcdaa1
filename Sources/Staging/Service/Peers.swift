import Foundation
import Synchronization

/// Where the other services listen; empty until the supervisor has told it.
final class Peers: Sendable {
    private let urls = Mutex<[Role: String]>([:])

    func learn(_ table: PeerTable) { urls.withLock { $0 = table.urls } }

    /// Base address of a service, without a slash at its end.
    func url(of role: Role) throws -> String {
        guard let url = urls.withLock({ $0[role] }) else { throw PeerError.unknown(role) }
        return url
    }
}

/// Why another service gave no useful answer.
enum PeerError: Error, CustomStringConvertible {
    case unknown(Role)
    case unreachable(Role, String)
    case refused(Role, status: Int, body: String)
    case unreadable(Role, String)

    var description: String {
        switch self {
        case .unknown(let role): "the address of \(role) is not known yet"
        case .unreachable(let role, let reason): "\(role) cannot be reached: \(reason)"
        case .refused(let role, let status, let body): "\(role) answered \(status): \(body)"
        case .unreadable(let role, let reason): "\(role) sent an answer that cannot be read: \(reason)"
        }
    }
}
