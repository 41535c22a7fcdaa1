import Foundation
import Transport

/// The program that opens an address on this desktop.
struct Viewer {
    private let command: [String]

    /// Finds it; `nil` without a desktop.
    ///
    /// - Parameter environment: The process's environment: `DISPLAY` or `WAYLAND_DISPLAY` for a desktop at all, `BROWSER`
    ///   for a list of programs separated by colons, the first of which is taken.
    init?(_ environment: [String: String]) {
        let displays = ["DISPLAY", "WAYLAND_DISPLAY"].compactMap { environment[$0] }
        guard displays.contains(where: { !$0.isEmpty }) else { return nil }
        let words = environment["BROWSER"]?.split(separator: ":").first?.split(separator: " ").map(String.init) ?? []
        command = words.isEmpty ? ["xdg-open"] : words
    }

    /// Opens an address and does not wait for what comes of it.
    ///
    /// - Parameter link: The address; `%s` in the command stands for it, else it comes last.
    func open(_ link: String) {
        var arguments = command.dropFirst().map { $0.replacing("%s", with: link) }
        if arguments == Array(command.dropFirst()) { arguments.append(link) }
        do {
            try DetachedProcess.start(command[0], arguments: arguments)
        } catch {
            Output.error("endstate: \(error); open the address by hand")
        }
    }
}
