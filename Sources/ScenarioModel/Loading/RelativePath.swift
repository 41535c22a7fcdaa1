internal import Foundation

/// Paths of files that name each other; nothing is looked up on a disk but where the tool runs.
enum RelativePath {
    /// A path as it is found from the folder of a file.
    ///
    /// - Parameters:
    ///   - path: A relative path, also upward.
    ///   - file: The file that names it, as it was given.
    /// - Returns: The path, which begins as the file's does, so that a file that is found in two ways has one name.
    static func joined(_ path: String, to file: String) -> String {
        var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        for part in path.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(String(part))
                continue
            }
            switch parts.last {
            case nil, "..": parts.append("..")
            case ".": parts[parts.count - 1] = ".."
            // There is nothing above the root.
            case "": break
            default: parts.removeLast()
            }
        }
        return parts.joined(separator: "/")
    }

    /// The folder that a file lies in, for an absolute path.
    static func folder(of path: String) -> String {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        return "/" + folder
    }

    /// A path from the root, without `.` and `..`.
    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Whether a file lies below a folder, both absolute.
    static func lies(_ file: String, below folder: String) -> Bool {
        file.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }
}
