/// What is kept of a run.
package enum ArtifactPolicy: String, Sendable, Hashable, CaseIterable {
    /// Everything, always.
    case always
    /// Everything of a run that did not pass; without blobs of one that did.
    case onFailure = "on-failure"
    /// Nothing; nothing is written either.
    case never
}
