import Foundation

/// How large a terminal is.
package enum TerminalSize {
    /// How many columns the terminal behind a descriptor has.
    ///
    /// - Parameter descriptor: An open descriptor.
    /// - Returns: `nil` when it is no terminal, or one that does not say.
    package static func columns(of descriptor: Int32) -> Int? { known(size(of: descriptor)?.ws_col) }

    /// How many rows the terminal behind a descriptor has.
    ///
    /// - Parameter descriptor: An open descriptor.
    /// - Returns: `nil` when it is no terminal, or one that does not say.
    package static func rows(of descriptor: Int32) -> Int? { known(size(of: descriptor)?.ws_row) }

    private static func size(of descriptor: Int32) -> winsize? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return size
    }

    /// 0 is how a terminal says that it does not know.
    private static func known(_ count: UInt16?) -> Int? { count.flatMap { $0 > 0 ? Int($0) : nil } }
}
