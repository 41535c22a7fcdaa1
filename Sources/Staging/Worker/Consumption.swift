import Foundation
import Logging

extension WorkerService {
    /// The name under which an upgrade is counted.
    private static let conversion = "plan_upgraded"

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
            try await process(message, handling)
            try await queue.finish(received)
        } catch let error as MessageError {
            try await setAside(message, received, error)
        } catch  where received.deliveries >= MessageQueue.maximumDeliveries {
            try await setAside(message, received, error)
        } catch {
            environment.logger.warning(
                "message left for another delivery", metadata: ["message": "\(message.id)", "error": "\(error)"])
            try await queue.release(received, after: 0.1 * Double(1 << received.deliveries))
        }
    }

    private func setAside(_ message: QueueMessage, _ received: ReceivedMessage, _ error: any Error) async throws {
        environment.logger.error(
            "message dead-lettered", metadata: ["message": "\(message.id)", "reason": "\(error)"])
        try await queue.bury(received, message, reason: "\(error)")
    }

    private func process(_ message: QueueMessage, _ handling: Handling) async throws {
        let event = try SubscriptionActivated(message)
        let action = message.metadata.action
        await environment.audit.record(.webhookProcessed, of: action, subject: message.id)
        let change = EntitlementChange(action: action, plan: event.plan)
        for effect in handling.effects {
            switch effect {
            case .grantEntitlement:
                try await tellLedger(change, "/entitlements")
            case .revokeEntitlement:
                try await tellLedger(change, "/entitlements/revocations")
            case .emitAnalytics(let eventID):
                try await environment.client.send(
                    "POST", "/analytics/events", to: .ledger,
                    body: AnalyticsDelivery(action: action, id: eventID, name: Self.conversion))
            case .updateUserState:
                try await environment.client.send("PUT", "/internal/users/plan", to: .auth, body: change)
            case .wait(let duration):
                try await Task.sleep(for: duration)
            }
        }
    }

    /// The ledger wants a token that says on whose behalf it is asked; auth issues one for each call.
    private func tellLedger(_ change: EntitlementChange, _ path: String) async throws {
        let issued = try await environment.client.ask(
            TokenAnswer.self, "POST", "/internal/service-token", of: .auth, body: change.action)
        try await environment.client.send(
            "POST", path, to: .ledger, body: change, headers: ["authorization": "Bearer " + issued.token])
    }
}
