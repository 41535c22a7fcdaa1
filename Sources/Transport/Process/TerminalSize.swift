import Foundation

/// How large a terminal is.
package enum TerminalSize {
    /// How many columns the terminal behind a descriptor has.
    ///
    /// - Parameter descriptor: An open descriptor.
    /// - Returns: `nil` when it is no terminal, or one that does not say.
    package static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
