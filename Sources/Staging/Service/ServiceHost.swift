import Foundation
import Hummingbird
import Logging
import NIOCore

/// Runs one service in this process, under the supervisor at the other end of standard input and output.
struct ServiceHost {
    let role: Role

    /// Returns only by throwing; the process ends when standard input does.
    func run() async throws {
        let orders = Orders()
        let configuration = try await orders.next(ServiceConfiguration.self)
        orders.removeAtEnd(configuration.stateDirectory)
        try await host(role.service, configuration, orders)
    }

    private func host<Service: StagingService>(
        _: Service.Type, _ configuration: ServiceConfiguration, _ orders: Orders
    ) async throws {
        let environment = try ServiceEnvironment(
            role: role, configuration: configuration, migrations: Service.migrate)
        let service = Service(environment)
        let router = Router(context: StagingContext.self)
        router.middlewares.add(TraceMiddleware(logger: environment.logger))
        router.get("health") { _, _ in ["service": role.rawValue] }
        service.addRoutes(to: router)
        let inspection = ServiceRoutes(router, environment).inspection
        addTenantRoutes(to: inspection, environment, service)
        inspection.get("internal/audit") { request, _ in
            try await environment.audit.entries(of: Action(query: request))
        }

        var quiet = environment.logger
        quiet.logLevel = .warning
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                ServiceReport(port: channel.localAddress?.port).write()
            },
            logger: quiet)

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            let table = try await orders.next(PeerTable.self)
            environment.peers.learn(table)
            for peer in Role.allCases { try await environment.client.send("GET", "/health", to: peer) }
            group.addTask { try await service.run() }
            ServiceReport(ready: true).write()
            try await group.waitForAll()
        }
    }

    /// How the api makes and removes tenants in every service.
    private func addTenantRoutes(to routes: Routes, _ environment: ServiceEnvironment, _ service: any StagingService) {
        routes.put("internal/tenants") { request, context in
            try await service.provision(request.decode(as: Tenant.self, context: context))
            return HTTPResponse.Status.created
        }
        routes.delete("internal/tenants/:id") { _, context in
            _ = try await environment.tenants.remove(id: context.parameters.require("id"))
            return HTTPResponse.Status.noContent
        }
    }
}

extension ServiceReport {
    /// Writes the report as a line on standard output.
    func write() {
        guard var line = try? JSONEncoder().encode(self) else { return }
        line.append(UInt8(ascii: "\n"))
        try? FileHandle.standardOutput.write(contentsOf: line)
    }
}
