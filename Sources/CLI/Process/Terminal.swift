import Foundation

/// The terminal's own facts.
enum Terminal {
    /// How many columns a terminal has; `nil` when it is none or does not say. `COLUMNS` wins.
    static func columns(of descriptor: Int32) -> Int? {
        if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text), columns > 0 {
            return columns
        }
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
