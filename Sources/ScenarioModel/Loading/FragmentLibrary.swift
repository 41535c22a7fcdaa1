package import Foundation

/// Where the files come from that scenarios use.
package struct FragmentLibrary: Sendable {
    /// What is at a path.
    package enum Found: Sendable {
        /// A file with this content.
        case file(Data)
        /// Something that cannot be read.
        case unreadable
        /// Nothing.
        case nothing
    }

    /// The folders that a fragment may lie in, besides those around the scenario that uses it; absolute.
    private let roots: [String]
    /// Reads a file.
    let read: @Sendable (String) -> Found

    /// Makes a library.
    ///
    /// - Parameters:
    ///   - roots: The folders that a fragment may lie in, besides those around the scenario that uses it.
    ///   - read: Reads a file, by a path that goes from where the tool runs.
    package init(roots: [String] = [], read: @escaping @Sendable (String) -> Found) {
        self.roots = roots.map(RelativePath.absolute)
        self.read = read
    }

    /// The files of the disk.
    ///
    /// - Parameter folders: The folders that were asked for; a fragment may lie in them, and below where the tool runs.
    /// - Returns: The library.
    package static func disk(folders: [String] = []) -> FragmentLibrary {
        FragmentLibrary(roots: folders + ["."]) { path in
            if FileKind(path: path) == .missing { return .nothing }
            return FileKind.contents(of: path).map(Found.file) ?? .unreadable
        }
    }

    /// Whether a fragment may be used: it lies in a folder that was asked for, or no higher than beside the scenario's own
    /// folder, so that a folder of scenarios can be taken elsewhere as it is.
    ///
    /// - Parameters:
    ///   - fragment: The fragment's path.
    ///   - scenario: The path of the scenario that leads to it.
    /// - Returns: Whether it lies there; links are taken for what they are called.
    func allows(_ fragment: String, for scenario: String) -> Bool {
        let own = RelativePath.folder(of: RelativePath.absolute(scenario))
        let near = RelativePath.folder(of: own)
        let file = RelativePath.absolute(fragment)
        return (roots + [near]).contains { RelativePath.lies(file, below: $0) }
    }
}
