import Convergence
import Foundation
import JSONKit
import Probes
import TestSupport
import Testing
import Transport

/// Programs as probes.
@Suite(.timeLimit(.minutes(5)))
struct CommandProbeTests {
    @Test("A program that prints JSON has answered with it")
    func json() async throws {
        let answer = try await ask(#"{ command: { run: [echo, '{"done": true, "n": 2}'] } }"#)
        #expect(answer.outcome == .answered)
        #expect(answer.status == 0)
        #expect(answer.value == ["done": true, "n": 2])
    }

    @Test("A program that prints text has answered with its lines")
    func text() async throws {
        let answer = try await ask(#"{ command: { run: [printf, 'a\n\nb c\n'] } }"#)
        #expect(answer.value == ["lines": ["a", "", "b c"], "text": "a\n\nb c\n", "exit": 0])
    }

    @Test("A program that prints nothing has answered with no lines")
    func silence() async throws {
        let answer = try await ask("{ command: { run: [\"true\"] } }")
        #expect(answer.outcome == .answered)
        #expect(answer.value == ["lines": [], "text": "", "exit": 0])
    }

    @Test("Arguments arrive as they are: no shell takes them apart")
    func arguments() async throws {
        let answer = try await ask(
            #"{ command: { run: [printf, '%s|', "$HOME", "a b", "*", "${env.WORD}"] } }"#, env: ["WORD": "x; y"])
        #expect(answer.value?["text"] == "$HOME|a b|*|x; y|")
    }

    @Test("Another exit status than 0 is no answer, and its complaint is told")
    func failure() async throws {
        let answer = try await ask(
            #"{ command: { run: [sh, "-c", "echo '{}'; printf '\\033[31mcannot connect\\n2nd' >&2; exit 3"] } }"#)
        #expect(answer.outcome == .transient)
        #expect(answer.status == 3)
        #expect(answer.value == nil)
        #expect(answer.detail == "sh ended with 3: [31mcannot connect")
    }

    @Test("An exit status that is listed means that nothing is there yet")
    func absent() async throws {
        let probe = #"{ command: { run: [sh, "-c", "exit 44"] }, absent: [44] }"#
        let answer = try await ask(probe)
        #expect(answer.outcome == .absent)
        #expect(answer.detail == nil)
        let other = try await ask(probe.replacing("exit 44", with: "exit 45"))
        #expect(other.outcome == .transient)
    }

    @Test("A program that was killed is worth another try")
    func killed() async throws {
        let answer = try await ask(#"{ command: { run: [sh, "-c", "kill -9 $$"] } }"#)
        #expect(answer.outcome == .transient)
        #expect(try #require(answer.detail).contains("sh was ended"))
    }

    @Test("A program that does not exist, or is none, is refused", arguments: ["no-such-program", "/etc/passwd", "/"])
    func missing(_ program: String) async throws {
        let answer = try await ask("{ command: { run: [\"\(program)\", x] } }")
        #expect(answer.outcome == .rejected)
        #expect(try #require(answer.detail).contains("\(program) could not be started"))
    }

    @Test("More output than a mebibyte is no answer, and is read to its end")
    func bigOutput() async throws {
        let big = try await ask(#"{ command: { run: [sh, "-c", "head -c 3000000 /dev/zero | tr '\\0' x"] } }"#)
        #expect(big.outcome == .transient)
        #expect(big.body.count == 1 << 20)
        #expect(try #require(big.detail).contains("more than 1048576 bytes"))
    }

    @Test("Many complaints do not hold a program up")
    func bigComplaint() async throws {
        let answer = try await ask(
            #"{ command: { run: [sh, "-c", "head -c 3000000 /dev/zero | tr '\\0' x >&2; echo 1"] } }"#)
        #expect(answer.value == 1)
    }

    @Test("A program that does not end in time is worth another try")
    func hanging() async throws {
        let answer = try await ask("{ command: { run: [sleep, 1000] } }", within: .milliseconds(200))
        #expect(answer.outcome == .transient)
        #expect(answer.detail == "sleep did not end in time")
    }

    @Test("A program that leaves its output open to others is not waited for longer than the look may take")
    func outputLeftOpen() async throws {
        let folder = try TemporaryFolder()
        let fifo = folder.url.appending(path: "ready").path()
        #expect(try await runTool("mkfifo", [fifo], in: folder.url) == 0)
        // The other program is in a session of its own by the time it says so: it does not go with the group.
        let program = "setsid sh -c 'echo up >${env.FIFO}; sleep 30' & read -r word <${env.FIFO}; echo 1"
        let answer = try await ask(
            "{ command: { run: [sh, \"-c\", \"\(program)\"] } }", env: ["FIFO": fifo], within: .seconds(3))
        #expect(answer.outcome == .transient, "what came may be half of it")
        #expect(answer.value == nil)
    }

    @Test("A program that is given up goes with everything it started")
    func group() async throws {
        let folder = try TemporaryFolder()
        let fifo = folder.url.appending(path: "alive").path()
        #expect(try await runTool("mkfifo", [fifo], in: folder.url) == 0)
        // Both the shell and what it started hold the pipe open for as long as they live.
        let probe =
            #"{ command: { run: [sh, "-c", "exec 9>${env.FIFO}; echo up >&9; (sleep 20; echo late >&9) & wait"] } }"#
        let look = Task {
            // Whoever waits for a writer that never came is let go.
            defer { try? FileHandle(forUpdatingAtPath: fifo)?.close() }
            return try await ask(probe, env: ["FIFO": fifo])
        }
        let alive = try await opened(fifo)
        #expect(try alive.read(upToCount: 3) == Data("up\n".utf8))
        look.cancel()
        #expect(try await look.value.outcome == .transient)
        #expect(try await restOf(alive).isEmpty, "whoever lives on would have told")
    }

    /// Opens a pipe for reading, which waits for its writer.
    private func opened(_ path: String) async throws -> FileHandle {
        try await blocking { try FileHandle(forReadingFrom: URL(filePath: path)) }
    }

    private func restOf(_ file: FileHandle) async throws -> Data {
        try await blocking { try file.readToEnd() ?? Data() }
    }

    /// Runs what blocks on a thread of its own.
    private func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await called { done in
            try BlockingThread.start("probe-test") { done(Result(catching: work)) }
        }.get()
    }
}
