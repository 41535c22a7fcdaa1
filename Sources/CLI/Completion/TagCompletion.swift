import Foundation
import ScenarioModel

/// What can follow `--tag`: the tags of the scenarios that the command line names, or of `Scenarios`.
enum TagCompletion {
    /// The tags.
    ///
    /// - Parameter words: The words of the command line as they were typed.
    /// - Returns: Every tag once, sorted.
    static func candidates(_ words: [String]) -> [String] {
        let named = zip(words.dropFirst(), words.dropFirst(2)).filter { before, word in
            !before.hasPrefix("--") && !word.hasPrefix("-") && FileManager.default.fileExists(atPath: word)
        }
        let paths = named.isEmpty ? ["Scenarios"] : named.map(\.1)
        return Set(ScenarioLoader.load(paths).scenarios.flatMap(\.tags)).sorted()
    }
}
