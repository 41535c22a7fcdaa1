import Foundation
import Reporting
import Synchronization

/// The two streams: what a program reads goes to standard output, everything else to standard error.
enum Output {
    private static let dataLock = Mutex(())
    private static let errorLock = Mutex(())

    /// Writes a line of data, or several: nothing comes between them, however many threads write.
    static func data(_ text: String) { dataLock.withLock { _ in write(text, to: .standardOutput) } }

    /// Writes a line that is no data.
    static func error(_ text: String) { errorLock.withLock { _ in write(text, to: .standardError) } }

    /// Writes a verdict: lines of data in which words of a page and of a back end stand.
    static func verdict(_ text: String) { data(GitHubActions.current?.guarded(text) ?? text) }

    /// Writes lines of JSON, in whose strings such words stand.
    static func json(_ line: Data) {
        let text = String(decoding: line, as: UTF8.self)
        data(GitHubActions.current == nil ? text : WorkflowCommand.harmless(json: text))
    }

    /// Writes progress, as it stands: it brings its own newlines.
    static func progress(_ text: String) {
        let text = GitHubActions.current == nil ? text : WorkflowCommand.harmless(text)
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private static func write(_ text: String, to handle: FileHandle) {
        let line = text.hasSuffix("\n") ? text : text + "\n"
        // A reader that has gone away is no reason to fail.
        try? handle.write(contentsOf: Data(line.utf8))
    }

    /// Whether diagnostics on standard error are coloured.
    static var colorsErrors: Bool {
        let environment = ProcessInfo.processInfo.environment
        if let force = environment["CLICOLOR_FORCE"], force != "0", !force.isEmpty { return true }
        if environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb" { return false }
        return isatty(STDERR_FILENO) == 1
    }
}
