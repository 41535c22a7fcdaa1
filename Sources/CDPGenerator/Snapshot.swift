import Foundation
import FoundationNetworking

/// The protocol of an installed browser.
enum Snapshot {
    /// Starts a browser, asks it for its protocol, and stops it.
    ///
    /// - Parameters:
    ///   - browser: The browser's executable.
    ///   - arguments: More arguments for it, such as `--no-sandbox` where it runs as root.
    /// - Returns: The whole protocol, with the browser's version in it.
    /// - Throws: ``GeneratorError`` when the browser does not start or does not answer.
    static func take(browser: String, arguments: [String]) throws -> ProtocolModel {
        let profile = FileManager.default.temporaryDirectory.appending(path: "cdp-snapshot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: profile) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [browser, "--headless", "--remote-debugging-port=0", "--user-data-dir=\(profile.path())", "--no-first-run"]
            + arguments + ["about:blank"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { end(process) }
        return try ask(port: readPort(profile: profile, process: process))
    }

    private static func ask(port: Int) throws -> ProtocolModel {
        struct Version: Decodable {
            let browser: String

            enum CodingKeys: String, CodingKey { case browser = "Browser" }
        }
        let decoder = JSONDecoder()
        var model = try decoder.decode(ProtocolModel.self, from: get("/json/protocol", port: port))
        model.browser = try decoder.decode(Version.self, from: get("/json/version", port: port)).browser
        return model
    }

    private static func get(_ path: String, port: Int) throws -> Data {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw GeneratorError("no URL") }
        return try Data(contentsOf: url)
    }

    /// Waits for the file in which the browser says where it listens.
    private static func readPort(profile: URL, process: Process) throws -> Int {
        let file = profile.appending(path: "DevToolsActivePort")
        for _ in 0..<300 {
            if let text = try? String(contentsOf: file, encoding: .utf8), let port = Int(text.prefix { $0.isNumber }) {
                return port
            }
            guard process.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw GeneratorError("the browser did not start; as root it needs --no-sandbox after the browser's name")
    }

    /// Ends the browser: the whole process group, because the process started may be a script around the browser.
    private static func end(_ process: Process) {
        let leader = process.processIdentifier
        kill(getpgid(leader) == leader ? -leader : leader, SIGTERM)
        process.waitUntilExit()
    }
}
