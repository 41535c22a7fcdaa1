/// What the supervisor tells a service before it starts: the first line on its standard input.
struct ServiceConfiguration: Codable, Sendable {
    var stateDirectory: StateDirectory
    var seed: UInt64
    var latency: LatencyRange
    var faults: [FaultRequest]
    var keys: ServiceKeys
}

/// Secrets the services share. Made anew at each start and handed over a pipe, so they are in no file, argument or
/// environment.
struct ServiceKeys: Codable, Sendable {
    /// Signs users' and services' tokens (HS256).
    var token = Identifier.secret()
    /// Signs billing's webhooks.
    var webhook = Identifier.secret()
    /// Opens the endpoints that only services may call.
    var peer = Identifier.secret()
}

/// The second line on a service's standard input: where the others listen.
struct PeerTable: Codable, Sendable {
    var urls: [Role: String]
}

/// A line a service writes on its standard output for the supervisor.
struct ServiceReport: Codable, Sendable {
    /// The port it listens on: its first report.
    var port: Int?
    /// It knows its peers and reached every one of them: its second.
    var ready: Bool?
    /// Why it cannot go on: its last.
    var failure: String?
}
