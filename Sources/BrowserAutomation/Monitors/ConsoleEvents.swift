/// A place in a script.
package struct ScriptLocation: Sendable, Hashable, CustomStringConvertible {
    package var url: String
    /// From 1.
    package var line: Int
    /// From 1.
    package var column: Int

    package var description: String { "\(url):\(line):\(column)" }
}

/// A line on the console, or an entry of the browser's log about the page.
package struct ConsoleMessage: Sendable, Hashable {
    package var target: String
    /// `log`, `info`, `warning`, `error`, `debug`, …
    package var kind: String
    package var text: String
    package var location: ScriptLocation?
    /// Seconds since 1970.
    package var wallTime: Double
}

/// An exception that nothing in the page caught.
package struct PageError: Sendable, Hashable {
    package var target: String
    package var message: String
    package var stack: String
    package var location: ScriptLocation?
    /// Seconds since 1970.
    package var wallTime: Double
}
