import ArgumentParser
import Foundation
import Recording
import Reporting
import RunModel

/// `endstate report`: makes the reports of a run again from its journal, also of a run that was killed.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make the reports of a run again from its journal.",
        discussion: """
            Prints the path of each file it makes; beside what goes to a device, a pipe or a link it prints nothing. A \
            run that was killed has only its journal, in a folder that is called ….partial; its reports are made in \
            the same way. What is read was redacted when it was written.
            """
    )

    @Argument(help: "The folder of a run, or `last` for the newest in Artifacts.", completion: .directory)
    var folder: String

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Which reports: \(Self.names), separated by commas; else all the run has.", valueName: "kinds"),
        completion: .list(ReportKind.allCases.map(\.rawValue)))
    var kinds: String?

    @Option(
        help: ArgumentHelp("The file, or the folder, they are written to; else the run's own.", valueName: "path"),
        completion: .file())
    var output: String?

    func run() async throws {
        let kinds = try selected()
        do {
            // Here --output is where reports go.
            let folder = try BundleArgument(text: folder, root: OutputFlags.defaultRoot, option: nil).folder
            var bundle = try BundleReader(folder)
            for kind in kinds {
                var record = bundle.record
                // Who asks for a report of a run of which little was kept gets what the rest still tells.
                if self.kinds != nil { record.isKeptWhole = true }
                guard let report = kind.file(record) else {
                    if self.kinds != nil { throw ReportMissing(folder: folder, kind: kind) }
                    continue
                }
                if let path = try write(report, of: &bundle, in: folder, isOnly: kinds.count == 1) { Output.data(path) }
            }
        } catch {
            Output.error("endstate: \(error)")
            throw ExitStatus.usage
        }
    }

    /// Writes a report.
    ///
    /// - Returns: Its path, as the command line names the place; `nil` when it went into something that is no file:
    ///   the path may be printed there, too.
    private func write(
        _ report: ReportFile, of bundle: inout BundleReader, in folder: String, isOnly: Bool
    ) throws -> String? {
        guard let output else {
            try bundle.write(report)
            return Self.path(in: folder, report.path)
        }
        let isFolder =
            !isOnly || output.hasSuffix("/") || (try? FileManager.default.contentsOfDirectory(atPath: output)) != nil
        let path = isFolder ? Self.path(in: output, report.path) : output
        let isOutside = OutsideFile.stands(at: path)
        try BundleReader.write(report, to: path)
        return isOutside ? nil : path
    }

    private static func path(in folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The kinds that are asked for, in the order in which they are made.
    private func selected() throws -> [ReportKind] {
        guard let kinds else { return ReportKind.allCases }
        let names = kinds.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let unknown = names.first { ReportKind(rawValue: $0) == nil }
        guard unknown == nil, !names.isEmpty else {
            Output.error("endstate: --as \(kinds): there is no report `\(unknown ?? "")`; there are \(Self.names)")
            throw ExitStatus.usage
        }
        return ReportKind.allCases.filter { names.contains($0.rawValue) }
    }

    private static var names: String { ReportKind.allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A run has no report of a kind that was asked for.
private struct ReportMissing: Error, CustomStringConvertible {
    let folder: String
    let kind: ReportKind

    var description: String { "\(folder): the run has nothing to tell as \(kind.rawValue); ask for another kind" }
}
