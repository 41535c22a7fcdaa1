import ArgumentParser
import Foundation
import ScenarioModel

/// Where variables and secrets come from.
struct EnvironmentFlags: ParsableArguments {
    @Option(
        name: .customLong("env-file"), help: "Read variables from a file of NAME=VALUE lines; may be repeated.",
        completion: .file())
    var envFiles: [String] = []

    /// The process's environment over the files.
    ///
    /// - Throws: `ExitStatus.usage` when a file is wrong.
    func load() throws -> RunEnvironment {
        var files: [EnvFile] = []
        var diagnostics: [Diagnostic] = []
        for path in envFiles {
            let (file, found) = EnvFile.load(path)
            diagnostics += found
            if let file { files.append(file) }
        }
        for diagnostic in diagnostics { Output.error(diagnostic.rendered(source: nil, color: Output.colorsErrors)) }
        if diagnostics.contains(where: \.isError) { throw ExitStatus.usage }
        return RunEnvironment(process: ProcessInfo.processInfo.environment, files: files)
    }
}
