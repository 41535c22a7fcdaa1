import ArgumentParser
import BrowserAutomation
import Foundation

/// Which browser, and how it is started.
struct BrowserFlags: ParsableArguments {
    @Option(help: "The browser's executable; else ENDSTATE_BROWSER, else the first on the path.")
    var browser: String?

    @Option(name: .customLong("cdp-url"), help: "Attach to a running browser: ws://… or http://host:port.")
    var cdpURL: String?

    @Flag(help: "Show the browser's window.")
    var headed = false

    @Flag(name: .customLong("no-sandbox"), help: "Run the browser without its sandbox (also ENDSTATE_NO_SANDBOX=1).")
    var noSandbox = false

    /// The options for the browser.
    var options: BrowserOptions {
        let environment = ProcessInfo.processInfo.environment
        var options = BrowserOptions(environment: environment)
        options.binary = browser
        options.attachURL = cdpURL
        options.isHeaded = headed
        options.withoutSandbox = noSandbox || environment["ENDSTATE_NO_SANDBOX"] == "1"
        return options
    }
}
