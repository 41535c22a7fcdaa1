import Foundation
import Transport

/// A small process that outlives this one, to leave nothing behind: it waits on a pipe and, when that closes, kills the
/// browser's group and removes the profile. It is started before there is a profile.
struct ProfileWatcher: Sendable {
    private let child: ChildProcess
    /// The pipe's end to hold: a line with the browser's process group is written to it first.
    let leash: OwnedDescriptor

    // A first line names the browser's group. A second says that the browser has ended in order: then its group's number
    // may belong to others already, and is left alone. The end of the pipe without it means that this tool was killed.
    // Without any line the browser never came to be.
    // `kill -KILL --` would not do: to dash, Debian's shell, the two dashes are no number.
    private static let script = """
        group=; read -r group <&3
        [ -n "$group" ] && { read -r word <&3 || kill -s KILL -- "-$group" 2>/dev/null; }
        tries=20
        while rm -rf -- "$1" 2>/dev/null; [ -e "$1" ] && [ "$tries" -gt 0 ]; do
            tries=$((tries - 1))
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

    /// Lets the watcher go: the browser has ended and been waited for.
    func release() async {
        leash.write(Data("over\n".utf8))
        leash.close()
        _ = await child.waitForExit(until: .now + .seconds(5))
    }
}
