import Foundation
import Logging

extension WorkerService {
    /// Deals with one delivery of a message: done, set aside, or left to be delivered again.
    func consume(_ received: ReceivedMessage) async {
        do {
            guard let message = try? JSONDecoder().decode(QueueMessage.self, from: Data(received.body.utf8)) else {
                environment.logger.error("message is not even an envelope", metadata: ["body": "\(received.body)"])
                return try await queue.finish(received)
            }
            let action = message.metadata.action
            let trace = Trace(
                correlationID: action.correlationID,
                parent: TraceParent(message.metadata.traceparent) ?? TraceParent())
            try await Trace.$current.withValue(trace) { try await consume(message, received) }
        } catch {
            environment.logger.error("queue failed", metadata: ["error": "\(error)"])
        }
    }

    private func consume(_ message: QueueMessage, _ received: ReceivedMessage) async throws {
        guard let tenant = try await environment.tenants.find(id: message.metadata.action.tenantID) else {
            environment.logger.warning("message of a tenant that is gone", metadata: ["message": "\(message.id)"])
            return try await queue.finish(received)
        }
        do {
            let handling = tenant.changed(Handling(of: message), at: \.handling)
            try await Task.sleep(for: handling.startsAfter)
            try await environment.latency.hop()
            let job = Job(tenant: tenant, message: message, content: try MessageContent(message))
            await environment.audit.record(job.content.checkpoint, of: job.action, subject: message.id)
            try await carryOut(handling.effects, of: job)
            try await queue.finish(received)
        } catch {
            // Whoever verifies sees the reason now, not only once the last delivery has failed.
            try await queue.note(error, of: message)
            if error is MessageError || received.deliveries >= MessageQueue.maximumDeliveries {
                try await setAside(message, received, error)
            } else {
                try await leave(message, received, error)
            }
        }
    }

    private func setAside(_ message: QueueMessage, _ received: ReceivedMessage, _ error: any Error) async throws {
        environment.logger.error(
            "message dead-lettered", metadata: ["message": "\(message.id)", "reason": "\(error)"])
        try await queue.bury(received, message, reason: "\(error)")
    }

    private func leave(_ message: QueueMessage, _ received: ReceivedMessage, _ error: any Error) async throws {
        environment.logger.warning(
            "message left for another delivery", metadata: ["message": "\(message.id)", "error": "\(error)"])
        try await queue.release(received, after: 0.1 * Double(1 << received.deliveries))
    }
}
