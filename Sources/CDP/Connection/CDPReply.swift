import Foundation
import Synchronization

/// A command that was sent: its result, when it comes.
///
/// Several can be under way at once; they are carried out in the order they were begun.
package struct CDPReply<Value: Decodable & Sendable>: Sendable {
    let reply: PendingReply

    /// The command's result. Cancelling the waiting task gives up the wait, not the command.
    package var value: Value {
        get async throws(CDPError) {
            let message = try await reply.message
            if let done = CDPDone() as? Value { return done }
            do {
                return try Wire.result(Value.self, from: message)
            } catch {
                throw CDPError(
                    .decoding, method: reply.method, session: reply.session,
                    message: "the answer does not have the declared form: \(error)")
            }
        }
    }
}

/// The reply of one command as it travels: the whole message, or the reason there is none.
///
/// Not made of Transport's `OneShot`: generic code of another module is not specialised here, which costs 14 µs a command,
/// a twentieth of a round trip.
final class PendingReply: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Result<Data, CDPError>, Never>)
        case done(Result<Data, CDPError>)
    }

    let id: Int
    let method: String
    let session: String?
    private let connection: CDPConnection
    private let state = Mutex(State.empty)

    init(id: Int, method: String, session: String?, connection: CDPConnection) {
        self.id = id
        self.method = method
        self.session = session
        self.connection = connection
    }

    /// Ends the wait; only the first call counts.
    func resolve(_ result: Result<Data, CDPError>) {
        let waiter: CheckedContinuation<Result<Data, CDPError>, Never>? = state.withLock { state in
            switch state {
            case .done: return nil
            case .empty:
                state = .done(result)
                return nil
            case .waiting(let continuation):
                state = .done(result)
                return continuation
            }
        }
        waiter?.resume(returning: result)
    }

    /// Waits for the reply. One task may wait.
    var message: Data {
        get async throws(CDPError) {
            let result = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let done: Result<Data, CDPError>? = state.withLock { state in
                        if case .done(let result) = state { return result }
                        state = .waiting(continuation)
                        return nil
                    }
                    if let done { continuation.resume(returning: done) }
                }
            } onCancel: {
                connection.cancel(self)
            }
            return try result.get()
        }
    }
}
