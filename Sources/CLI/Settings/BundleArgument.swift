import Recording

/// Which bundle a command is about: a folder, or `last` for the newest.
struct BundleArgument {
    /// What stands on the command line.
    let text: String
    /// The folder of all bundles, in which the last one is looked for.
    let root: String

    /// The bundle's folder.
    ///
    /// - Throws: When there is none to be the last.
    var folder: String {
        get throws {
            guard text == "last" else { return text }
            guard let newest = BundleRoot(root).newest else { throw NoBundle(root: root) }
            return newest
        }
    }
}

/// There is no run to speak of.
private struct NoBundle: Error, CustomStringConvertible {
    let root: String

    var description: String {
        "\(root): no run has ended there; run a scenario first, name the run's folder, or the folder of all bundles with --output"
    }
}
