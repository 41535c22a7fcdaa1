import Foundation

/// The three streams a process is given, made such that nothing that becomes of them can end or mislead the tool.
enum StandardStreams {
    /// Stands in for a stream for as long as the process lives.
    private static let standIns: [FileHandle] = {
        var handles: [FileHandle] = []
        while let handle = FileHandle(forUpdatingAtPath: "/dev/null"), handle.fileDescriptor <= STDERR_FILENO {
            handles.append(handle)
        }
        return handles
    }()

    /// Secures them. To be called before any file is opened.
    ///
    /// The number of a stream that is closed would go to the next file that is opened, and what is printed would end up
    /// there. A reader that goes away is told by the failing write, not by a signal that ends the process.
    static func secure() {
        signal(SIGPIPE, SIG_IGN)
        _ = standIns
    }
}
