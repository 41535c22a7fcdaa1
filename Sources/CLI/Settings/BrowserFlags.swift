import ArgumentParser
import BrowserAutomation
import Foundation

/// Which browser, and how it is started.
struct BrowserFlags: ParsableArguments {
    @Option(
        help: "The browser's executable; else ENDSTATE_BROWSER, else the first on the path.", completion: .file())
    var browser: String?

    @Option(name: .customLong("cdp-url"), help: "Attach to a running browser: ws://… or http://host:port.")
    var cdpURL: String?

    @Option(
        name: .customLong("cdp-header"),
        help: ArgumentHelp(
            "A header for the browser behind --cdp-url: 'Authorization: Bearer …'; may be repeated (also a line each in "
                + "ENDSTATE_CDP_HEADER, which other users of the machine do not see). Its value is kept as a secret.",
            valueName: "name: value"))
    var cdpHeaders: [String] = []

    @Flag(help: "Show the browser's window.")
    var headed = false

    @Flag(name: .customLong("no-sandbox"), help: "Run the browser without its sandbox (also ENDSTATE_NO_SANDBOX=1).")
    var noSandbox = false

    /// The options for the browser.
    ///
    /// - Throws: `ExitStatus.usage` for a header that cannot be one.
    func options() throws -> BrowserOptions {
        let environment = ProcessInfo.processInfo.environment
        var options = BrowserOptions(environment: environment)
        options.binary = browser
        options.attachURL = cdpURL
        let lines = environment["ENDSTATE_CDP_HEADER"]?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        options.attachHeaders = try (lines + cdpHeaders).map(Self.header)
        options.isHeaded = headed
        options.withoutSandbox = noSandbox || environment["ENDSTATE_NO_SANDBOX"] == "1"
        return options
    }

    private static func header(_ text: String) throws -> (name: String, value: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map { String($0).trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            // The text is not repeated: it may hold a token.
            Output.error("endstate: --cdp-header has no name and value; write it as 'NAME: VALUE'")
            throw ExitStatus.usage
        }
        return (parts[0], parts[1])
    }
}
