import Foundation
import Synchronization
import Transport

/// A running browser that this tool started, its profile, and the pipes that end both with the tool.
final class BrowserProcess: Sendable {
    /// What was started.
    let binary: BrowserBinary
    /// Where its protocol is served.
    let endpoint: String
    /// Where its files are.
    let profile: ProfileDirectory

    /// The process, which leads a group of its own.
    var pid: Int32 { child.pid }

    private let child: ChildProcess
    private let watcher: ProfileWatcher
    private let lifeline: [OwnedDescriptor]
    private let messages: MessageTail

    private init(
        binary: BrowserBinary, endpoint: String, profile: ProfileDirectory, child: ChildProcess,
        watcher: ProfileWatcher, lifeline: [OwnedDescriptor], messages: MessageTail
    ) {
        self.binary = binary
        self.endpoint = endpoint
        self.profile = profile
        self.child = child
        self.watcher = watcher
        self.lifeline = lifeline
        self.messages = messages
    }

    /// Starts a browser and waits until its protocol is served.
    ///
    /// - Parameters:
    ///   - options: Which browser, and how.
    ///   - deadline: When to give up.
    /// - Returns: The running browser.
    /// - Throws: ``BrowserError/launch(reason:remedy:)``; nothing is left behind then.
    static func launch(_ options: BrowserOptions, deadline: ContinuousClock.Instant) async throws -> BrowserProcess {
        let binary = try BrowserBinary.find(options)
        ProfileDirectory.sweep(options.temporaryDirectory)
        let profile = ProfileDirectory(in: options.temporaryDirectory)
        let messages = MessageTail()
        do {
            let watcher = try ProfileWatcher(profile: profile.path)
            do {
                try profile.create()
                // The browser reads 3 and writes 4; it ends when our ends close, however this process ends.
                let (toBrowser, fromBrowser) = (try OwnedDescriptor.pipe(), try OwnedDescriptor.pipe())
                let endpoint = OneShot<String, TransportError>()
                let child = try ChildProcess.spawn(
                    "/bin/sh",
                    arguments: ["-c", start, binary.path] + LaunchSwitches.all(options, profile: profile.path),
                    environment: options.environment.isEmpty ? nil : options.environment,
                    descriptors: [3: toBrowser.read, 4: fromBrowser.write, 5: watcher.leash], newProcessGroup: true,
                    standardError: .lines { line in
                        messages.add(line)
                        if let url = endpointURL(in: line) { endpoint.resolve(.success(url)) }
                    })
                toBrowser.read.close()
                fromBrowser.write.close()
                let url = try await announced(endpoint, by: child, messages, binary, deadline: deadline)
                return BrowserProcess(
                    binary: binary, endpoint: url, profile: profile, child: child, watcher: watcher,
                    lifeline: [toBrowser.write, fromBrowser.read], messages: messages)
            } catch {
                profile.remove()
                await Task { await watcher.release() }.value
                throw error
            }
        } catch let error as TransportError {
            throw BrowserError.launch(
                reason: "\(binary.path) could not be started: \(error)", remedy: BrowserBinary.remedy)
        }
    }

    // The group is named to the watcher by its leader itself, before it becomes the browser: there is no moment at which
    // this tool could be killed and leave a browser that nobody knows.
    private static let start = "echo $$ >&5; exec 5>&-; exec \"$0\" \"$@\""

    /// Waits for the browser to say where it listens, to end, or for the deadline.
    private static func announced(
        _ endpoint: OneShot<String, TransportError>, by child: ChildProcess, _ messages: MessageTail,
        _ binary: BrowserBinary, deadline: ContinuousClock.Instant
    ) async throws -> String {
        let late = TransportError(.timedOut, host: "", message: "no endpoint")
        let watch = Task {
            _ = await child.waitForExit(until: deadline)
            endpoint.resolve(.failure(late))
        }
        defer { watch.cancel() }
        do {
            return try await endpoint.value(ifCancelled: late)
        } catch {
            let exit = child.exit
            child.kill(.kill)
            // A task of its own: what is still to end is waited for, also when this one is cancelled.
            await Task {
                _ = await child.waitForExit(until: .now + .seconds(5))
                _ = await child.collectedError(until: .now + .seconds(1))
            }.value
            try Task.checkCancellation()
            throw LaunchFailure.explain(exit, messages: messages.lines, binary: binary)
        }
    }

    private static func endpointURL(in line: String) -> String? {
        line.firstRange(of: "DevTools listening on ").map { String(line[$0.upperBound...]) }
    }

    // MARK: The end

    /// How the browser ended, in words; waits a moment for it to have ended.
    func howItEnded() async -> String {
        guard let exit = await child.waitForExit(until: .now + .seconds(1)) else {
            return "it does not answer any more"
        }
        // What it writes otherwise is noise, such as that there is no D-Bus.
        let last = messages.lines.last { $0.contains("FATAL") || $0.contains("memory") }
        return "it ended with \(exit)" + (last.map { "; its last words: \($0)" } ?? "")
    }

    /// Ends the browser and removes its profile.
    func end() async {
        // The headless shell keeps nothing outside its profile, and what it would still write there is thrown away.
        if binary.isHeadlessShell { child.kill(.kill) }
        for descriptor in lifeline { descriptor.close() }
        if await child.waitForExit(until: .now + .seconds(2)) == nil {
            child.kill(.kill)
            _ = await child.waitForExit(until: .now + .seconds(5))
        }
        await watcher.release()
        profile.remove()
    }
}

/// The last lines the browser wrote to its standard error.
private final class MessageTail: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock(\.self) }

    func add(_ line: String) {
        guard !line.isEmpty else { return }
        kept.withLock { lines in
            lines.append(line)
            if lines.count > 40 { lines.removeFirst() }
        }
    }
}
