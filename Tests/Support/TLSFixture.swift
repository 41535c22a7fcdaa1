import Foundation

/// A TLS server on loopback with a certificate of its own making: `openssl s_server`, which answers GET with a page.
///
/// A client that trusts ``certificate`` accepts it as 127.0.0.1 and localhost; any other refuses it.
package final class TLSFixture: Sendable {
    /// The path of the certificate in PEM.
    package let certificate: String
    /// The port.
    package let port: Int

    private let folder: TemporaryFolder
    private let process: Process

    /// Makes a certificate and starts the server.
    ///
    /// - Parameter name: The name in the certificate, beside none; 127.0.0.1 and localhost unless given.
    /// - Throws: When openssl is missing or does not start.
    package init(names: String = "IP:127.0.0.1,DNS:localhost") throws {
        folder = try TemporaryFolder()
        certificate = folder.url.appending(path: "certificate.pem").path()
        let status = try runTool(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=fixture", "-addext",
                "subjectAltName=\(names)",
            ], in: folder.url)
        guard status == 0 else { throw POSIXError(.ENOENT) }
        process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-www",
        ]
        process.currentDirectoryURL = folder.url
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // It says "ACCEPT 127.0.0.1:port" when it listens.
        var text = ""
        while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw POSIXError(.ECONNREFUSED) }
            text += String(decoding: data, as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") } ?? ""
        guard let port = Int(line.split(separator: ":").last ?? "") else { throw POSIXError(.EADDRNOTAVAIL) }
        self.port = port
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }
}
