/// The six services; one process each.
enum Role: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    case web, auth, api, billing, worker, ledger
}
