import Foundation
import Transport

/// The protocol of an installed browser.
enum Snapshot {
    private struct Version: Decodable {
        let browser: String

        enum CodingKeys: String, CodingKey { case browser = "Browser" }
    }

    /// Starts a browser, asks it for its protocol, and stops it.
    ///
    /// - Parameters:
    ///   - browser: The browser's executable.
    ///   - arguments: More arguments for it, such as `--no-sandbox` where it runs as root.
    /// - Returns: The whole protocol, with the browser's version in it.
    /// - Throws: ``GeneratorError`` when the browser does not start or does not answer.
    static func take(browser: String, arguments: [String]) async throws -> ProtocolModel {
        let profile = FileManager.default.temporaryDirectory.appending(path: "cdp-snapshot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: profile) }
        let listening = OneShot<String, TransportError>()
        let process = try ChildProcess.spawn(
            browser,
            arguments: [
                "--headless", "--remote-debugging-port=0", "--user-data-dir=\(profile.path())", "--no-first-run",
            ] + arguments + ["about:blank"],
            // The browser says on standard error where it listens.
            standardError: .lines { line in
                guard let url = line.split(separator: " ").last(where: { $0.hasPrefix("ws://") }) else { return }
                listening.resolve(.success(String(url)))
            })
        let watch = Task {
            let exit = await process.waitForExit(until: .now + .seconds(60))
            listening.resolve(.failure(TransportError(.closed, message: exit?.description ?? "no word in a minute")))
        }
        defer { watch.cancel() }
        do {
            let url = try await listening.value(ifCancelled: TransportError(.cancelled, message: "cancelled"))
            let model = try await ask(url)
            await process.terminate(grace: .seconds(5))
            return model
        } catch {
            await process.terminate(grace: .zero)
            throw GeneratorError("\(browser): \(error); as root it needs --no-sandbox after its name")
        }
    }

    private static func ask(_ websocket: String) async throws -> ProtocolModel {
        guard let host = URL(string: websocket)?.host(), let port = URL(string: websocket)?.port else {
            throw GeneratorError("no address in \(websocket)")
        }
        let client = try HTTPClient()
        let decoder = JSONDecoder()
        func get(_ path: String) async throws -> Data {
            let url = "http://\(host):\(port)\(path)"
            return try await client.send(HTTPRequest("GET", url, deadline: .now + .seconds(30))).body
        }
        var model = try decoder.decode(ProtocolModel.self, from: await get("/json/protocol"))
        model.browser = try decoder.decode(Version.self, from: await get("/json/version")).browser
        return model
    }
}
