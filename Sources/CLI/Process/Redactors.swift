import Foundation
import JSONKit
import Recording

/// What knows the secrets of all runs of a command: what one run learned, another may have shown.
struct Redactors: Sendable {
    private let redactors: [Redactor]

    /// Takes those of all runs.
    init(_ recordings: [Recordings]) { redactors = recordings.map(\.recorder.redactor) }

    /// The text without the secrets that are known now.
    func mask(_ text: String) -> String { redactors.reduce(text) { text, redactor in redactor.mask(text) } }

    /// The line of JSON without the secrets that are known now, and still JSON: numbers and the tool's own words stay.
    ///
    /// - Parameter line: JSON text with a newline at its end.
    /// - Returns: The same, with the mask in the place of each secret.
    func mask(json line: Data) -> Data {
        // What was made here can be read here; what cannot is not printed.
        guard let json = try? JSON(parsing: line) else { return Data("{}\n".utf8) }
        let masked = redactors.reduce(json) { json, redactor in redactor.mask(json) }
        return masked == json ? line : Data((masked.serialized() + "\n").utf8)
    }
}
