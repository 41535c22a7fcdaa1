/// Parts of the language that this version reads but does not carry out; `check` refuses them, so that no run does.
///
/// Whoever builds one of them takes it off the list.
enum Pending {
    /// Verbs.
    static let verbs: Set<String> = ["upload", "drag", "download", "totp", "in"]
    /// Kinds of probe.
    static let probes: Set<String> = ["sql", "redis", "kafka", "sqs", "traces", "logs", "audit"]
    /// `wait_for: { request: … }` and `{ response: … }`.
    static let waitsForNetwork = true
    /// `checked: mixed` and `pressed: mixed` of a role.
    static let mixedStates = true
    /// `idempotent: true`: no verification dispatches its trigger a second time.
    static let repeatsTrigger = true
}
