import Foundation
import ScenarioModel

/// Where a new scenario goes and what it is called; made only of what can be both.
struct NewScenario {
    /// The path of the file.
    let path: String
    /// The scenario's name.
    let name: String

    /// Settles both.
    ///
    /// - Parameters:
    ///   - path: The file, or a folder for it, as it was given.
    ///   - name: The name, as it was given.
    /// - Throws: ``Refusal`` for what can be neither.
    init(path: String?, name: String?) throws(Refusal) {
        if let name, !ScenarioName.isRight(name) {
            throw Refusal("`\(name)` cannot be the name of a scenario: write \(ScenarioName.rule)")
        }
        var file = path ?? ScenarioTemplate.folder + "/"
        if file.hasSuffix("/") || Self.isFolder(file) {
            file += (file.hasSuffix("/") ? "" : "/") + (name ?? ScenarioTemplate.name) + ".yaml"
        }
        let url = URL(filePath: file)
        guard ["yaml", "yml"].contains(url.pathExtension) else {
            throw Refusal("`\(file)` is no YAML file: write \(file.isEmpty ? ScenarioTemplate.name : file).yaml")
        }
        let stem = url.deletingPathExtension().lastPathComponent
        self.path = file
        self.name = name ?? ScenarioName.nearest(to: stem) ?? ScenarioTemplate.name
    }

    /// Writes the file, and the folder that it goes to.
    ///
    /// - Parameter replaces: Whether a file that is there already is replaced.
    /// - Throws: ``Refusal`` when it is there already, or cannot be written.
    func write(replaces: Bool) throws(Refusal) {
        if Self.isFolder(path) { throw Refusal("`\(path)` is a folder: give the path of a file") }
        if !replaces, FileManager.default.fileExists(atPath: path) {
            throw Refusal("`\(path)` is there already: give another path, or --force to replace it")
        }
        let url = URL(filePath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(ScenarioTemplate.text(name: name).utf8)
                .write(to: url, options: replaces ? .atomic : .withoutOverwriting)
        } catch {
            throw Refusal("`\(path)` cannot be written: \(Self.reason(error)); give a path that can be")
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        // To Foundation an empty path is where the process is.
        guard !path.isEmpty else { return false }
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        return (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// The system's own words, which Foundation wraps.
    private static func reason(_ error: any Error) -> String {
        let outer = error as NSError
        if let cause = outer.userInfo[NSUnderlyingErrorKey] as? any Error { return reason(cause) }
        return outer.localizedDescription
    }

    /// Why nothing was written, and what to do about it.
    struct Refusal: Error, CustomStringConvertible {
        /// One line.
        let description: String

        init(_ description: String) { self.description = description }
    }
}
