/// What is said of a secret that is too short to be masked, whether it was declared or captured.
package enum ShortSecret {
    /// What is wrong.
    ///
    /// - Parameter name: The name of the secret.
    /// - Returns: One line, without the secret.
    package static func title(_ name: String) -> String {
        "the secret `\(name)` has fewer than \(RunEnvironment.shortestSecret) characters"
    }

    /// What to do about it.
    package static let remedy = "use a longer one: so short a text cannot be kept out of what is written"

    /// Whether a text is too short; counted in characters of Unicode, as they are written.
    ///
    /// - Parameter text: The secret.
    /// - Returns: True when it cannot be masked.
    package static func isShort(_ text: String) -> Bool { text.unicodeScalars.count < RunEnvironment.shortestSecret }
}
