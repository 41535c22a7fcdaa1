/// The version of the tool, in one place.
enum Version {
    /// Semantic version (semver.org 2.0.0).
    static let number = "0.1.0"
    /// What `--version` prints and what bundles name.
    static let text = "endstate \(number)"
}
