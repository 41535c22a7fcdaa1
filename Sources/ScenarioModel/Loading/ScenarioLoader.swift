internal import Foundation
internal import JSONKit

/// Reads scenarios from files and folders.
package enum ScenarioLoader {
    /// Which scenarios are wanted.
    package struct Options: Sendable, Hashable {
        /// Only scenarios with one of these tags; all when empty.
        package var tags: [String]

        /// Makes options.
        package init(tags: [String] = []) { self.tags = tags }
    }

    /// What came of it.
    package struct Result: Sendable {
        /// The scenarios that are selected and right, in the order of the paths given, folders sorted.
        package var scenarios: [Scenario] = []
        /// Everything that was found, file after file; also in files that are not selected.
        package var diagnostics: [Diagnostic] = []
        /// The text of every file that was read, by its path, for excerpts.
        package var sources: [String: String] = [:]

        /// True when nothing may start.
        package var hasErrors: Bool { diagnostics.contains(where: \.isError) }

        /// Every diagnostic with its excerpt, a blank line between them.
        ///
        /// - Parameter color: Whether the terminal shows colours.
        /// - Returns: Text for people.
        package func rendered(color: Bool) -> String {
            let lines = sources.mapValues(Diagnostic.lines)
            return diagnostics.map { $0.rendered(lines: lines[$0.file], color: color) }.joined(separator: "\n")
        }
    }

    /// Reads scenarios.
    ///
    /// - Parameters:
    ///   - paths: Files, and folders of which all `.yaml` and `.yml` files are read, however deep; fragments among them
    ///     are checked and are no scenarios.
    ///   - options: Which of them are wanted.
    /// - Returns: The scenarios and every fault of every file.
    package static func load(_ paths: [String], options: Options = Options()) -> Result {
        var result = Result()
        var names: [String: (file: String, line: Int)] = [:]
        var tags: Set<String> = []
        var wasFound = false
        let library = FragmentLibrary.disk(folders: paths.filter { FileKind(path: $0) == .folder })
        for file in files(paths, into: &result) {
            guard let bytes = FileKind.contents(of: file) else {
                result.diagnostics.append(
                    Diagnostic(
                        .fileUnreadable, title: "`\(file)` cannot be read",
                        remedy: "it has to be a file that you may read"
                    )
                )
                continue
            }
            let parsed = ScenarioParser.parse(bytes, file: file, library: library)
            result.sources.merge(parsed.fragments) { own, _ in own }
            result.sources[file] = parsed.text
            result.diagnostics += parsed.diagnostics
            wasFound = wasFound || !parsed.isFragment
            if !parsed.name.isEmpty, let earlier = names[parsed.name] {
                result.diagnostics.append(
                    Diagnostic(
                        .duplicateScenario,
                        file: file,
                        span: parsed.nameSpan,
                        title: "`\(earlier.file)` is a scenario of this name already",
                        remedy: "give each a name of its own: bundles and histories go by it"
                    )
                )
            } else if !parsed.name.isEmpty {
                names[parsed.name] = (file, parsed.nameSpan.line)
            }
            guard let scenario = parsed.scenario else { continue }
            tags.formUnion(scenario.tags)
            if options.tags.isEmpty || !Set(options.tags).isDisjoint(with: scenario.tags) {
                result.scenarios.append(scenario)
            }
        }
        // A fragment is read by itself and for all that use it, and its faults are told once.
        result.diagnostics = Diagnostic.merged(result.diagnostics)
        if result.scenarios.isEmpty, !result.hasErrors {
            let areFragments = !result.sources.isEmpty
            result.diagnostics.append(
                wasFound ? nothingSelected(options, tags: tags.sorted()) : nothingFound(in: paths, areFragments))
        }
        return result
    }

    private static func nothingFound(in paths: [String], _ areFragments: Bool) -> Diagnostic {
        let places = paths.map { "`\($0)`" }.joined(separator: ", ")
        if areFragments {
            return Diagnostic(
                .nothingSelected, title: "there is no scenario in \(places), only fragments",
                remedy: "give the path of a scenario that uses them"
            )
        }
        return Diagnostic(
            .nothingSelected,
            title: paths.isEmpty ? "no scenario is given" : "there is no scenario in \(places)",
            remedy: "give the path of a .yaml file, or of a folder with some"
        )
    }

    private static func nothingSelected(_ options: Options, tags: [String]) -> Diagnostic {
        let wanted = options.tags.joined(separator: ", ")
        let nearest = options.tags.compactMap { StringDistance.nearest(to: $0, in: tags) }.first
        return Diagnostic(
            .nothingSelected,
            title: "no scenario has the tag \(wanted)",
            remedy: tags.isEmpty
                ? "leave --tag out: no scenario has tags" : "the tags are \(tags.joined(separator: ", "))",
            suggestion: nearest.map { "did you mean `\($0)`?" }
        )
    }

    /// The files behind the paths, each once, whatever it is called on the way.
    private static func files(_ paths: [String], into result: inout Result) -> [String] {
        var files: [String] = []
        var seen: Set<String> = []
        for path in paths {
            let found: [String]
            switch FileKind(path: path) {
            case .missing:
                result.diagnostics.append(missing(path))
                continue
            case .folder:
                let tree = ScenarioTree(path)
                result.diagnostics += tree.unreadable.map {
                    Diagnostic(.fileUnreadable, title: "`\($0)` cannot be read", remedy: "look at its permissions")
                }
                found = tree.files
            case .file, .other: found = [path]
            }
            for file in found where seen.insert(FileKind.target(of: file)).inserted { files.append(file) }
        }
        return files
    }

    private static func missing(_ path: String) -> Diagnostic {
        let folder = (path as NSString).deletingLastPathComponent
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let candidates = inside.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        let nearest = StringDistance.nearest(to: (path as NSString).lastPathComponent, in: candidates).map {
            folder.isEmpty ? $0 : folder + "/" + $0
        }
        return Diagnostic(
            .fileNotFound,
            title: "there is no file or folder `\(path)`",
            remedy: nearest.map { "give \($0)" } ?? "give the path of a .yaml file, or of a folder with some",
            suggestion: nearest.map { "did you mean `\($0)`?" }
        )
    }
}
