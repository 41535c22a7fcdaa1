import Foundation

/// What is read of a bundle's `run.json`.
struct RunDocument: Decodable, Sendable {
    struct Reason: Decodable, Sendable {
        struct Boundary: Decodable, Sendable {
            var from: String
            var to: String
        }

        var code: String
        var boundary: Boundary?
        var detail: String
    }

    struct Diagnosis: Decodable, Sendable {
        var reached: String
        var boundary: String
        var nature: String
        var natureText: String
        var diverged: String
        var effects: String
        var evidence: [String]

        /// The five answers.
        var answers: [String] { [reached, boundary, natureText, diverged, effects] }

        /// The five answers as a terminal shows them.
        var lines: [String] {
            zip(["reached   ", "boundary  ", "nature    ", "diverged  ", "effects   "], answers).map(+)
        }
    }

    var verdict: String
    var reasons: [Reason]
    var diagnosis: Diagnosis?
    var notes: [String]

    /// Everything that is told in words.
    var texts: String {
        var texts = reasons.map(\.detail) + notes
        if let diagnosis {
            texts += [
                diagnosis.reached, diagnosis.boundary, diagnosis.natureText, diagnosis.diverged, diagnosis.effects,
            ]
            texts += diagnosis.evidence
        }
        return texts.joined(separator: "\n")
    }

    /// Reads the only bundle of a folder.
    ///
    /// - Parameter folder: The tool's `--output`.
    /// - Returns: The document, and the bundle's folder.
    /// - Throws: `MatrixError` when there is not exactly one bundle, or it does not have the form.
    static func ofOnlyBundle(in folder: URL) throws -> (document: RunDocument, bundle: URL) {
        let bundles = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        guard let bundle = bundles.first, bundles.count == 1 else {
            throw MatrixError("\(folder.path()) holds \(bundles.count) bundles instead of one")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            let data = try Data(contentsOf: bundle.appending(path: "run.json"))
            return (try decoder.decode(RunDocument.self, from: data), bundle)
        } catch {
            throw MatrixError("\(bundle.path())run.json cannot be read: \(error)")
        }
    }
}

/// Why a row of the matrix came to no answer.
struct MatrixError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
