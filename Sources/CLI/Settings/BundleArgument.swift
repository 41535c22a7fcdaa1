import Recording

/// Which bundle a command is about: a folder, or `last` for the newest.
struct BundleArgument {
    /// What stands on the command line.
    let text: String
    /// The folder of all bundles, in which the last one is looked for.
    let root: String
    /// The option that names another folder of all bundles, where the command has one.
    let option: String?

    /// The bundle's folder.
    ///
    /// - Throws: When there is none to be the last.
    var folder: String {
        get throws {
            guard text == "last" else { return text }
            guard let newest = BundleRoot(root).newest else { throw NoBundle(root: root, option: option) }
            return newest
        }
    }
}

/// There is no run to speak of.
private struct NoBundle: Error, CustomStringConvertible {
    let root: String
    let option: String?

    var description: String {
        let other =
            option.map { "name the run's folder, or the folder of all bundles with \($0)" }
            ?? "name the run's own folder, which is in the one that `run --output` named"
        return "\(root): no run has ended there; run a scenario first, or \(other)"
    }
}
