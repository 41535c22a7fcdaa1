import Transport

/// Why a browser did not come up, from how it ended and what it wrote.
enum LaunchFailure {
    /// The error with the remedy that fits.
    static func explain(_ exit: ChildExit?, messages: [String], binary: BrowserBinary) -> BrowserError {
        let text = messages.joined(separator: "\n")
        if text.contains("Running as root without --no-sandbox") {
            return .launch(
                reason: "Chromium's sandbox does not work as root",
                remedy: "run as another user, or pass --no-sandbox")
        }
        let sandbox = ["No usable sandbox", "Failed to move to new namespace", "setuid_sandbox_host", "sandbox_linux"]
        if sandbox.contains(where: text.contains) {
            return .launch(
                reason: "Chromium's sandbox needs user namespaces, which are off here",
                remedy:
                    "switch them on (sysctl kernel.unprivileged_userns_clone=1, or the AppArmor setting), or pass --no-sandbox"
            )
        }
        if let line = messages.first(where: { $0.contains("error while loading shared libraries") }) {
            return .launch(reason: "a library is missing: \(line)", remedy: BrowserBinary.remedy)
        }
        if text.contains("Missing X server") || text.contains("cannot open display") {
            return .launch(
                reason: "a window needs a display and there is none", remedy: "leave out --headed, or set DISPLAY")
        }
        let last = messages.last.map { ": \($0)" } ?? ""
        if let exit {
            return .launch(
                reason: "\(binary.path) ended with \(exit) before it could be reached\(last)",
                remedy: "run it by hand to see why, or name another one with --browser")
        }
        return .launch(
            reason: "\(binary.path) did not say where it listens in time\(last)",
            remedy: "try again on a less busy machine, or name another browser with --browser")
    }
}
