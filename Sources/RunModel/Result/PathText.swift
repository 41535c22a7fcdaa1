/// Paths as text; nothing is looked up on a disk.
package enum PathText {
    /// A path as it is found from a folder.
    ///
    /// - Parameters:
    ///   - path: An absolute path.
    ///   - directory: An absolute path; `nil` leaves the path as it is.
    /// - Returns: The rest of the path behind the folder; the whole path when it does not lie in it.
    package static func relative(_ path: String, to directory: String?) -> String {
        guard let directory, !directory.isEmpty else { return path }
        let folder = directory.hasSuffix("/") ? directory : directory + "/"
        return path.hasPrefix(folder) && path != folder ? String(path.dropFirst(folder.count)) : path
    }

    /// A path from the root, without `.` and `..`.
    ///
    /// - Parameters:
    ///   - path: Any path.
    ///   - directory: The absolute path of the folder that it goes from.
    /// - Returns: The absolute path.
    package static func absolute(_ path: String, in directory: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(directory)/\(path)").split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
