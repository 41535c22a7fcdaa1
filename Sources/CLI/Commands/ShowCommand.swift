import ArgumentParser
import Foundation
import Recording
import Reporting
import RunModel

/// `endstate show`: opens the report of a run.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Open the report of a run: the last one unless told otherwise.",
        discussion: """
            Prints the report's address. On a terminal of a desktop it is opened with $BROWSER, else with xdg-open.
            """
    )

    @Argument(help: "The folder of a run, or `last`.", completion: .directory)
    var folder = "last"

    @Option(help: "The folder of all bundles, in which the last run is looked for.", completion: .directory)
    var output = OutputFlags.defaultRoot

    @Flag(help: "Print the address and open nothing.")
    var print = false

    func run() async throws {
        let path: String
        do {
            path = try report(of: try BundleArgument(text: folder, root: output, option: "--output").folder)
        } catch {
            Output.error("endstate: \(error)")
            throw ExitStatus.usage
        }
        let link = FileLink.text(URL(fileURLWithPath: path).standardizedFileURL.path)
        Output.data(link)
        guard !print, isatty(STDOUT_FILENO) == 1, let viewer = Viewer(ProcessInfo.processInfo.environment) else {
            return
        }
        viewer.open(link)
    }

    /// The file to open; made from the journal where it is missing.
    private func report(of bundle: String) throws -> String {
        let path = "\(bundle)/\(VerdictText.reportFile)"
        if FileManager.default.fileExists(atPath: path) { return path }
        var reader = try BundleReader(bundle)
        try reader.write(HTMLReport.file(reader.record))
        return path
    }
}
