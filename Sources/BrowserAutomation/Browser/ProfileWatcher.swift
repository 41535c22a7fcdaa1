import Foundation
import Transport

/// A small process that outlives this one, to leave nothing behind: it waits on a pipe and, when that closes, kills the
/// browser's group and removes the profile. It is started before there is a profile.
struct ProfileWatcher: Sendable {
    private let child: ChildProcess
    private let leash: OwnedDescriptor

    // A first line names the browser's group. A second says that the browser has ended in order: then its group's number
    // may belong to others already, and is left alone. The end of the pipe without it means that this tool was killed.
    // The browser may make its profile anew while it starts, so a removal is tried for a while.
    private static let script = """
        group=; read -r group <&3
        if [ -n "$group" ]; then read -r word <&3 || kill -KILL -- "-$group" 2>/dev/null; tries=5; else tries=30; fi
        while [ "$tries" -gt 0 ]; do
            rm -rf -- "$1" 2>/dev/null
            tries=$((tries - 1))
            [ -n "$group" ] && [ ! -e "$1" ] && break
            sleep 0.1
        done
        """

    /// Starts the watcher for a profile.
    init(profile: String) throws(TransportError) {
        let pipe = try OwnedDescriptor.pipe()
        child = try ChildProcess.spawn(
            "/bin/sh", arguments: ["-c", Self.script, "endstate-watcher", profile], workingDirectory: "/",
            descriptors: [3: pipe.read], newProcessGroup: true)
        pipe.read.close()
        leash = pipe.write
    }

    /// Names the browser's process group.
    func guardGroup(_ pid: Int32) {
        leash.write(Data("\(pid)\n".utf8))
    }

    /// Lets the watcher go: the browser has ended and been waited for.
    func release() async {
        leash.write(Data("over\n".utf8))
        leash.close()
        _ = await child.waitForExit(until: .now + .seconds(5))
    }

    /// Lets the watcher clean up by itself.
    func abandon() {
        leash.close()
    }
}
