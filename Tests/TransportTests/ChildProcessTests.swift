import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct ChildProcessTests {
    private let deadline = ContinuousClock.Instant.unhurried

    @Test("A child's exit status and output are collected")
    func collects() async throws {
        let child = try ChildProcess.spawn(
            "sh", arguments: ["-c", "cat; echo problem >&2; exit 3"], standardInput: Data("hello".utf8),
            standardOutput: .collect(limit: 3), standardError: .collect(limit: 100))
        #expect(await child.waitForExit() == .exited(3))
        let output = await child.collectedOutput(until: deadline)
        #expect(String(decoding: output.data, as: UTF8.self) == "hel")
        #expect(output.isTruncated && output.isComplete)
        #expect(await child.collectedError(until: deadline).data == Data("problem\n".utf8))
    }

    @Test("A script's children die with the script")
    func groupDies() async throws {
        let life = try OwnedDescriptor.pipe()
        let child = try ChildProcess.spawn(
            "sh", arguments: ["-c", "sleep 1000 & echo started >&3; exit 0"], descriptors: [3: life.write])
        life.write.close()
        #expect(await child.waitForExit() == .exited(0))
        // The pipe ends only when nobody holds its other end: the sleeping grandchild did.
        #expect(ends(life.read) == "started\n")
    }

    @Test("A child gets the descriptors it is given, at their numbers, and no other")
    func descriptors() async throws {
        let first = try OwnedDescriptor.pipe()
        let second = try OwnedDescriptor.pipe()
        let child = try ChildProcess.spawn(
            "sh", arguments: ["-c", "echo three >&3; echo four >&4; ls /proc/self/fd | tr '\\n' ' ' >&4"],
            descriptors: [3: first.write, 4: second.write])
        first.write.close()
        second.write.close()
        #expect(await child.waitForExit() == .exited(0))
        #expect(ends(first.read) == "three\n")
        #expect(ends(second.read) == "four\n0 1 2 3 4 5 ", "5 is the folder that ls reads")
    }

    @Test("A detached process leads a session of its own and is given nothing of this one's")
    func detached() async throws {
        let folder = try TemporaryFolder()
        let pipe = folder.url.appending(path: "pipe").path()
        #expect(try await runTool("mkfifo", [pipe], in: folder.url) == 0)
        let reader = try ChildProcess.spawn("cat", arguments: [pipe], standardOutput: .collect(limit: 1000))
        let script = "exec 3>\"$0\"; cut -d' ' -f1,6 /proc/$$/stat >&3; readlink /proc/$$/fd/0 /proc/$$/fd/2 >&3"
        try DetachedProcess.start("sh", arguments: ["-c", script, pipe])
        #expect(await reader.waitForExit(until: deadline) == .exited(0))
        let said = String(decoding: await reader.collectedOutput(until: deadline).data, as: UTF8.self)
        let words = said.split { $0 == " " || $0 == "\n" }
        #expect(words.count == 4 && words[0] == words[1], "its number is its session's: \(said)")
        #expect(words.suffix(2) == ["/dev/null", "/dev/null"])
        #expect(throws: TransportError.self) { try DetachedProcess.start("/nowhere/program", arguments: []) }
    }

    @Test("A child that ignores SIGTERM is killed after its grace")
    func killed() async throws {
        let ready = try OwnedDescriptor.pipe()
        let child = try ChildProcess.spawn(
            "sh", arguments: ["-c", "trap '' TERM; echo ready >&3; exec 3>&-; while :; do sleep 1; done"],
            descriptors: [3: ready.write])
        ready.write.close()
        #expect(ends(ready.read) == "ready\n")
        #expect(await child.terminate(grace: .milliseconds(50)) == .signaled(.kill))
        child.kill(.terminate)
        #expect(child.exit == .signaled(.kill))
    }

    @Test("What cannot be started says why")
    func missing() {
        #expect {
            _ = try ChildProcess.spawn("/nowhere/at-all", arguments: [])
        } throws: { error in
            let error = error as? TransportError
            return error?.code == .spawnFailed && error?.description.contains("No such file") == true
        }
    }

    @Test("The lines of a child arrive whole, the last one without its end too")
    func lines() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let child = try ChildProcess.spawn(
            "sh", arguments: ["-c", "printf 'one\\ntwo\\n\\nlast'"], environment: ["PATH": "/usr/bin:/bin"],
            workingDirectory: "/", standardOutput: .lines { continuation.yield($0) })
        #expect(await child.waitForExit() == .exited(0))
        _ = await child.collectedOutput(until: deadline)
        continuation.finish()
        #expect(await stream.reduce(into: []) { $0.append($1) } == ["one", "two", "", "last"])
    }

    @Test("A wait for a child ends with its task, and the child goes on")
    func cancelled() async throws {
        let child = try ChildProcess.spawn("sleep", arguments: ["1000"])
        let wait = Task { await child.waitForExit() }
        wait.cancel()
        #expect(await wait.value == nil)
        #expect(child.exit == nil)
        child.kill(.kill)
        #expect(await child.waitForExit() == .signaled(.kill))
    }

    /// Everything a pipe gives until its end.
    private func ends(_ descriptor: OwnedDescriptor) -> String {
        var text = ""
        while let data = descriptor.read(atMost: 4096) { text += String(decoding: data, as: UTF8.self) }
        return text
    }
}
