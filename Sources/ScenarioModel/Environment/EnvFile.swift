internal import Foundation

/// A file of `NAME=VALUE` lines.
package struct EnvFile: Sendable, Hashable {
    /// The path, as it was given.
    package var path: String
    /// The variables.
    package var values: [String: String]
    /// True when others than the owner may read the file.
    package var isReadableByOthers: Bool

    /// Makes a file's content.
    package init(path: String, values: [String: String], isReadableByOthers: Bool = false) {
        self.path = path
        self.values = values
        self.isReadableByOthers = isReadableByOthers
    }

    /// Reads a file.
    ///
    /// - Parameter path: The path, as it was given.
    /// - Returns: What could be read, and every fault of it.
    package static func load(_ path: String) -> (file: EnvFile?, diagnostics: [Diagnostic]) {
        guard FileKind(path: path) != .missing else {
            let title = "there is no env file `\(path)`"
            return (
                nil, [Diagnostic(.fileNotFound, title: title, remedy: "give the path of a file of NAME=VALUE lines")]
            )
        }
        guard let bytes = FileKind.contents(of: path) else {
            let title = "the env file `\(path)` cannot be read"
            return (nil, [Diagnostic(.fileUnreadable, title: title, remedy: "look at its permissions")])
        }
        let (source, faults) = SourceText.read(bytes, file: path)
        guard let source else { return (nil, faults) }
        var (file, diagnostics) = parse(source.text, path: path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0o600
        file.isReadableByOthers = mode & 0o077 != 0
        return (file, diagnostics)
    }

    /// Reads the lines of a file: `NAME=VALUE`, an optional `export` before, comments after `#`, values bare, in single
    /// quotes (as they are) or in double quotes (with `\n`, `\t`, `\"`, `\\`, `\$`). A quoted value may span lines.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - path: The path, for messages.
    /// - Returns: What could be read, and every fault of it.
    package static func parse(_ text: String, path: String) -> (file: EnvFile, diagnostics: [Diagnostic]) {
        var parser = EnvFileParser(SourceText(file: path, text: text))
        parser.parse()
        return (EnvFile(path: path, values: parser.values), parser.diagnostics)
    }
}
