import Foundation

/// The files under `Sources`.
enum SourceTree {
    /// One file.
    struct File {
        /// The folder of `Sources` it stands in.
        var target: String
        /// Its path from the package's root.
        var path: String
        /// Its lines.
        var lines: [Substring]

        /// True for what a tool wrote.
        var isGenerated: Bool { path.contains("/Generated/") }

        /// The lines that are no comment, numbered from 1.
        var code: [(number: Int, line: Substring)] {
            lines.enumerated().compactMap { index, line in
                line.drop(while: \.isWhitespace).hasPrefix("//") ? nil : (index + 1, line)
            }
        }

        /// The modules it imports.
        var imports: [String] {
            code.filter { $0.line.contains("import ") }.compactMap { _, line in
                line.firstMatch(
                    of:
                        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:package|internal|public|private|fileprivate)\s+)?import\s+(?:(?:struct|enum|class|func|protocol|typealias)\s+)?(\w+)/
                ).map { String($0.1) }
            }
        }
    }

    /// The package's folder: two above this file's.
    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    /// The folders of `Sources`.
    static var targets: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(
                at: root.appending(path: "Sources"), includingPropertiesForKeys: [.isDirectoryKey]
            )
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
            .map(\.lastPathComponent)
        }
    }

    /// Every Swift file.
    static var swiftFiles: [File] { get throws { try files(ending: "swift") } }

    /// Every script that runs in a page.
    static var scripts: [File] { get throws { try files(ending: "js") } }

    private static func files(ending suffix: String) throws -> [File] {
        let sources = root.appending(path: "Sources")
        guard let all = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) else { return [] }
        return try all.compactMap { $0 as? URL }.filter { $0.pathExtension == suffix }.map { url in
            let path = String(url.path.dropFirst(root.path.count + 1))
            let parts = path.split(separator: "/")
            let text = try String(contentsOf: url, encoding: .utf8)
            return File(
                target: String(parts[1]), path: path,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
            )
        }
    }
}
