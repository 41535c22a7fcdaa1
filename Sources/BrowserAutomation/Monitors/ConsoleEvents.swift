/// A place in a script.
package struct ScriptLocation: Sendable, Hashable, CustomStringConvertible {
    /// The script's URL.
    package var url: String
    /// From 1.
    package var line: Int
    /// From 1.
    package var column: Int

    /// As a stack trace writes it.
    package var description: String { "\(url):\(line):\(column)" }
}

/// A line on the console, or an entry of the browser's log about the page.
package struct ConsoleMessage: Sendable, Hashable {
    /// The target it happened in.
    package var target: String
    /// `log`, `info`, `warning`, `error`, `debug`, …
    package var kind: String
    /// What was written, in one text.
    package var text: String
    /// Where, if that is known.
    package var location: ScriptLocation?
    /// Seconds since 1970.
    package var wallTime: Double
}

/// An exception that nothing in the page caught.
package struct PageError: Sendable, Hashable {
    /// The target it happened in.
    package var target: String
    /// Kind and text of what was thrown.
    package var message: String
    /// The stack as Chromium writes it.
    package var stack: String
    /// Where, if that is known.
    package var location: ScriptLocation?
    /// Seconds since 1970.
    package var wallTime: Double
}
