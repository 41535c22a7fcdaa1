/// What a terminal, or whatever the text goes to, can show.
package struct TerminalStyle: Sendable, Hashable {
    /// How many columns there are; `nil` when lines are not to be broken.
    package var width: Int?
    /// How many rows there are; `nil` when that is not known.
    package var height: Int?
    /// Whether colours are wanted.
    package var color: Bool
    /// Whether symbols beyond ASCII are shown.
    package var unicode: Bool
    /// Whether a line can be drawn again in its place.
    package var live: Bool

    /// Makes a style.
    package init(
        width: Int? = nil, height: Int? = nil, color: Bool = false, unicode: Bool = true, live: Bool = false
    ) {
        self.width = width
        self.height = height
        self.color = color
        self.unicode = unicode
        self.live = live
    }

    /// The style for a stream.
    ///
    /// - Parameters:
    ///   - isTTY: Whether the stream is a terminal.
    ///   - columns: How wide it is, as the system says.
    ///   - rows: How high it is, as the system says.
    ///   - environment: The process's environment: `NO_COLOR`, `CLICOLOR_FORCE`, `TERM`, `COLUMNS`, `LC_ALL`,
    ///     `LC_CTYPE`, `LANG`.
    package init(isTTY: Bool, columns: Int?, rows: Int? = nil, environment: [String: String]) {
        let isDumb = environment["TERM"] == "dumb"
        let isForced = environment["CLICOLOR_FORCE"].map { !$0.isEmpty && $0 != "0" } ?? false
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let encoding = locale.uppercased().filter { $0 != "-" }
        let widths = [columns, environment["COLUMNS"].flatMap { Int($0) }, 80]
        width = isTTY ? widths.lazy.compactMap(\.self).first { $0 > 0 } : nil
        height = isTTY ? rows : nil
        color = !isRefused && (isForced || (isTTY && !isDumb))
        unicode = encoding.contains("UTF8")
        live = isTTY && !isDumb
    }

    /// The style for lines with a link in them: they are never broken, or a terminal could not open it.
    var unbroken: TerminalStyle {
        var style = self
        style.width = nil
        return style
    }
}
