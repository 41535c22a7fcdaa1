/// Parts of the language that this version reads but does not carry out; `check` refuses them, so that no run does.
///
/// Whoever builds one of them takes it off the list.
enum Pending {
    /// Sections of a scenario.
    static let sections = ["cases", "handlers"]
    /// Verbs.
    static let verbs: Set<String> = ["upload", "drag", "download", "totp", "use", "in"]
    /// Kinds of probe.
    static let probes: Set<String> = ["file", "sql", "redis", "kafka", "sqs", "traces", "logs", "audit"]
    /// `expect: { probe: … }`.
    static let expectsProbe = true
    /// `wait_for: { request: … }` and `{ response: … }`.
    static let waitsForNetwork = true
    /// `checked: mixed` and `pressed: mixed` of a role.
    static let mixedStates = true
    /// `idempotent: true`: no verification dispatches its trigger a second time.
    static let repeatsTrigger = true
}
