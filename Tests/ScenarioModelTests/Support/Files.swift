import Foundation
import ScenarioModel

/// Files that are nowhere on a disk, for scenarios that use them.
func library(_ files: [String: String]) -> FragmentLibrary {
    FragmentLibrary { path in files[path].map { FragmentLibrary.Found.file(Data($0.utf8)) } ?? .nothing }
}

/// Reads a scenario that stands in a folder, with files for it to use beside it.
///
/// - Parameters:
///   - text: The scenario.
///   - files: The other files, by their paths from the folder on.
/// - Returns: What came of it.
func parse(_ text: String, with files: [String: String]) -> ParsedScenario {
    let paths = Dictionary(uniqueKeysWithValues: files.map { ("Scenarios/\($0.key)", $0.value) })
    return ScenarioParser.parse(text, file: "Scenarios/sample.yaml", library: library(paths))
}

/// The scenario that a text says with files for it to use, which has to be without fault.
func parsed(_ text: String, with files: [String: String]) throws -> Scenario {
    let parsed = parse(text, with: files)
    guard let scenario = parsed.scenario, parsed.diagnostics.isEmpty else { throw Refused(shown: parsed.shown) }
    return scenario
}

extension ParsedScenario {
    /// Every diagnostic as people read it.
    var shown: String {
        diagnostics.map { $0.rendered(source: fragments[$0.file] ?? text, color: false) }.joined(separator: "\n")
    }
}
