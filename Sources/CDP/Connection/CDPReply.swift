import Foundation
import Transport

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
final class PendingReply: Sendable {
    let id: Int
    let method: String
    let session: String?
    private let connection: CDPConnection
    private let outcome = OneShot<Data, CDPError>()

    init(id: Int, method: String, session: String?, connection: CDPConnection) {
        self.id = id
        self.method = method
        self.session = session
        self.connection = connection
    }

    /// Ends the wait; only the first call counts.
    func resolve(_ result: Result<Data, CDPError>) { outcome.resolve(result) }

    /// Waits for the reply. Cancelling the waiting task makes the connection forget the command, and so end the wait.
    var message: Data {
        get async throws(CDPError) {
            try await outcome.value { connection.cancel(self) }
        }
    }
}
