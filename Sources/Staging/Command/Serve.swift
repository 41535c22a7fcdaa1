import ArgumentParser

/// One service; started by `up`, which tells it on standard input all it needs.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run one service (used by 'up').", shouldDisplay: false)

    @Argument var role: Role

    func run() async throws {
        do {
            try await ServiceHost(role: role).run()
        } catch {
            ServiceReport(failure: "\(error)").write()
            throw ExitCode.failure
        }
    }
}

extension Role: ExpressibleByArgument {}
