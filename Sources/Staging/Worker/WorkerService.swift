import Foundation
import GRDB
import Hummingbird

/// Owns the queue and consumes it.
struct WorkerService: StagingService {
    let environment: ServiceEnvironment
    let queue: MessageQueue

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
        queue = MessageQueue(database: environment.database)
    }

    static func migrate(_ migrator: inout DatabaseMigrator) { MessageQueue.migrate(&migrator) }

    func provision(_ tenant: Tenant) async throws {
        try await environment.tenants.add(tenant)
    }

    func addRoutes(to router: Router<StagingContext>) {
        let routes = ServiceRoutes(router, environment)
        // The queue takes any text: what a message means is the consumer's business.
        routes.peer.post("queue/messages") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            try await queue.send(String(buffer: body))
            return HTTPResponse.Status.accepted
        }
        routes.inspection.get("internal/evidence") { request, _ in
            let action = try Action(query: request)
            let audit = try await environment.audit.entries(of: action)
            return WorkerEvidence(
                deadLetters: try await queue.deadLetters(of: action), errors: try await queue.failures(of: action),
                audit: audit)
        }
    }

    /// Consumes messages side by side, so that one tenant's slow message does not hold up another's.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                // Redeliveries become visible by time alone; nobody rings for them.
                while true {
                    try await Task.sleep(for: .milliseconds(200))
                    queue.ring()
                }
            }
            for await _ in queue.wakeUps {
                while let received = try await queue.receive() {
                    group.addTask { await consume(received) }
                }
            }
        }
    }
}

/// The worker's part of what a workflow left behind.
struct WorkerEvidence: ResponseCodable {
    var deadLetters: [DeadLetter]
    /// Why deliveries failed, also those that a later one made good.
    var errors: [String]
    var audit: [AuditEntry]

    /// When a checkpoint of the worker's was passed first.
    func passed(_ checkpoint: Checkpoint) -> String? { audit.first { $0.stage == checkpoint }?.at }
}
