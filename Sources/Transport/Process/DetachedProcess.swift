import Foundation

/// A process that goes on when this one ends: a program opened for its user.
package enum DetachedProcess {
    /// Starts it, in a session of its own, so that neither the end of this process nor of its terminal reaches it. It
    /// reads nothing, nobody reads what it writes, and nobody waits for it. Should it end first it is reaped: a dead child
    /// that stays is in the way of whoever else here waits for any child.
    ///
    /// - Parameters:
    ///   - executable: A path, or a name to look for in `PATH`.
    ///   - arguments: The arguments, without the name.
    /// - Throws: ``TransportError`` with code `spawn_failed` when it cannot be started.
    package static func start(_ executable: String, arguments: [String]) throws(TransportError) {
        let null = try OwnedDescriptor.null()
        defer { null.close() }
        var spawner = Spawner(executable: executable, arguments: arguments)
        spawner.environment = ProcessInfo.processInfo.environment
        spawner.newSession = true
        let number = null.rawValue
        for target: Int32 in 0...2 { spawner.descriptors[target] = number }
        let pid = try spawner.spawn()
        // Without a thread it stays dead until this process ends, which is no reason not to have started it.
        try? BlockingThread.start("endstate-detach") {
            while waitpid(pid, nil, 0) < 0 && errno == EINTR {}
        }
    }
}
