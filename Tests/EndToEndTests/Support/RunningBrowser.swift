import Foundation
import TestSupport
import Transport

/// A browser that somebody else has started, for runs that attach to it.
final class RunningBrowser: Sendable {
    /// Where it serves its protocol, on 127.0.0.1.
    let port: UInt16

    private let profile: TemporaryFolder
    private let process: ChildProcess

    /// Starts it.
    ///
    /// - Throws: When there is none.
    init() async throws {
        profile = try TemporaryFolder()
        let started = OneShot<UInt16, TransportError>()
        let binary = ProcessInfo.processInfo.environment["ENDSTATE_BROWSER"] ?? "chromium-headless-shell"
        process = try ChildProcess.spawn(
            binary,
            arguments: [
                "--headless", "--no-sandbox", "--remote-debugging-port=0", "--user-data-dir=\(profile.url.path())",
                "about:blank",
            ],
            standardError: .lines { line in
                // It says "DevTools listening on ws://127.0.0.1:port/…" when it listens.
                guard let url = line.split(separator: " ").last.flatMap({ URLComponents(string: String($0)) }),
                    url.scheme == "ws", let port = url.port.flatMap({ UInt16(exactly: $0) })
                else { return }
                started.resolve(.success(port))
            })
        port = try await started.value(ifCancelled: TransportError(.cancelled, message: "cancelled"))
    }

    /// Ends it with all its processes.
    func stop() async {
        process.kill(.terminate)
        _ = await process.waitForExit()
    }
}
