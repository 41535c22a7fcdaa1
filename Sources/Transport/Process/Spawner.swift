import CSpawn
import Foundation

/// A call of `posix_spawn`, prepared.
struct Spawner {
    let executable: String
    let arguments: [String]
    var environment: [String: String] = [:]
    var workingDirectory: String?
    /// Descriptors of this process by the number they get in the child.
    var descriptors: [Int32: Int32] = [:]
    var newProcessGroup = true
    /// A session of its own, which no terminal can end, and so a group of its own as well.
    var newSession = false

    init(executable: String, arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }

    /// Starts the process.
    ///
    /// - Returns: Its number.
    /// - Throws: ``TransportError`` with code `spawn_failed`.
    func spawn() throws(TransportError) -> Int32 {
        guard ([executable] + arguments).allSatisfy({ !$0.utf8.contains(0) }) else {
            throw failure(EINVAL)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // Moved up first, so that giving one descriptor its number in the child cannot overwrite another.
        var moved: [Int32] = []
        defer { for number in moved { close(number) } }
        for (target, source) in descriptors {
            let high = fcntl(source, F_DUPFD_CLOEXEC, 100)
            guard high >= 0 else { throw failure(errno) }
            moved.append(high)
            unsafe posix_spawn_file_actions_adddup2(&actions, high, target)
        }
        unsafe endstate_spawn_close_from(&actions, (descriptors.keys.max() ?? 2) + 1)
        if let workingDirectory { unsafe endstate_spawn_change_directory(&actions, workingDirectory) }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        prepare(&attributes)

        var pid: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let status = unsafe withCStrings([executable] + arguments) { arguments in
            unsafe withCStrings(variables) { variables in
                unsafe posix_spawnp(&pid, executable, &actions, &attributes, arguments, variables)
            }
        }
        guard status == 0 else { throw failure(status) }
        return pid
    }

    /// Signals as a new process expects them, whatever this one ignores or blocks; a group of its own.
    private func prepare(_ attributes: inout posix_spawnattr_t) {
        var all = sigset_t()
        var none = sigset_t()
        unsafe sigfillset(&all)
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        if newSession {
            flags |= POSIX_SPAWN_SETSID
        } else if newProcessGroup {
            flags |= POSIX_SPAWN_SETPGROUP
            unsafe posix_spawnattr_setpgroup(&attributes, 0)
        }
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private func failure(_ code: Int32) -> TransportError {
        TransportError(
            .spawnFailed, message: "\(HeaderRules.printable(executable)) cannot be started",
            native: NativeCode(errno: code))
    }
}

/// Calls a closure with strings as C has them: an array of pointers that ends with a null pointer.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe body(pointers)
}
