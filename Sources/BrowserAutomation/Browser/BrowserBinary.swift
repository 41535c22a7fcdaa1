import Foundation

/// A browser on this machine: the file to start, and where it was found.
package struct BrowserBinary: Sendable, Hashable {
    /// The real program, not a shell script around it.
    package var path: String
    /// Where it came from: the option, the variable, or the name on the path.
    package var source: String

    /// Whether it is Chromium's headless shell: no window, and no socket in the temporary folder by which a second start
    /// finds the first, which only an orderly end removes.
    var isHeadlessShell: Bool { (path as NSString).lastPathComponent.contains("headless-shell") }

    /// The command that brings a browser to Debian and Ubuntu.
    package static let remedy = "install one with: sudo apt-get install -y chromium-headless-shell"

    /// Finds the browser to start.
    ///
    /// The order is the explicit path, ENDSTATE_BROWSER, then on the path `chromium-headless-shell` (not
    /// for a window), `chromium`, `google-chrome`.
    ///
    /// - Parameter options: The path asked for, if any, and the environment.
    /// - Returns: The program and where it was found.
    /// - Throws: ``BrowserError/launch(reason:remedy:)`` with the command to install one.
    package static func find(_ options: BrowserOptions) throws(BrowserError) -> BrowserBinary {
        let asked: (String, String)? =
            if let binary = options.binary {
                (binary, "--browser")
            } else if let variable = options.environment["ENDSTATE_BROWSER"], !variable.isEmpty {
                (variable, "ENDSTATE_BROWSER")
            } else { nil }
        let path = options.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let folders = path.split(separator: ":").map(String.init)
        if let (name, source) = asked {
            let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
            guard let file = candidates.first(where: isExecutable) else {
                throw .launch(
                    reason: "\(source) names “\(name)”, which is no program here",
                    remedy: "correct \(source), or leave it out and \(remedy)")
            }
            return BrowserBinary(path: unwrapped(file), source: source)
        }
        let names =
            (options.isHeaded ? [] : ["chromium-headless-shell"])
            + ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        for name in names {
            if let file = folders.map({ "\($0)/\(name)" }).first(where: isExecutable) {
                return BrowserBinary(path: unwrapped(file), source: "\(name) on the path")
            }
        }
        if options.isHeaded {
            throw .launch(
                reason: "no Chromium with windows was found on the path",
                remedy: "install one with: apt-get install -y chromium, or leave out --headed")
        }
        throw .launch(reason: "no Chromium or Chrome was found on the path", remedy: remedy)
    }

    private static func isExecutable(_ path: String) -> Bool {
        // Through links, which distributions put in front of their browsers.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let kind = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
        return kind == .typeRegular && FileManager.default.isExecutableFile(atPath: target)
    }

    /// The real program behind a distribution's shell script: killing the script would orphan the browser.
    static func unwrapped(_ path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return path }
        defer { try? handle.close() }
        guard let head = try? handle.read(upToCount: 16384), head.starts(with: Data("#!".utf8)) else { return path }
        let name = (path as NSString).lastPathComponent
        let folder = name == "google-chrome-stable" ? "google-chrome" : name
        let usual = [
            "/usr/lib/chromium/\(name)", "/usr/lib/\(name)/\(name)", "/usr/lib64/chromium/\(name)",
            "/opt/google/chrome/chrome",
        ].filter { $0.hasPrefix("/opt") == folder.hasPrefix("google") }
        return usual.first(where: isExecutable) ?? path
    }
}
