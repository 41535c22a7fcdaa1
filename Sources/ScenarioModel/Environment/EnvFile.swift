/// A file of `NAME=VALUE` lines.
package struct EnvFile: Sendable, Hashable {
    /// The path, as it was given.
    package var path: String
    /// The variables.
    package var values: [String: String]
}
