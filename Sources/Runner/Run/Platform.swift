import Foundation

/// The machine, as the first line of a journal names it.
enum Platform {
    /// Operating system and architecture: `Debian GNU/Linux 12 (bookworm) x86_64`.
    static var description: String {
        #if arch(x86_64)
            let architecture = "x86_64"
        #elseif arch(arm64)
            let architecture = "arm64"
        #else
            let architecture = "unknown"
        #endif
        return "\(ProcessInfo.processInfo.operatingSystemVersionString) \(architecture)"
    }
}
