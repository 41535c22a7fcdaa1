import Foundation
import Transport

/// A TLS server on loopback with a certificate of its own making: `openssl s_server`, which answers GET with a page.
///
/// A client that trusts ``certificate`` accepts it as 127.0.0.1 and localhost; any other refuses it.
package final class TLSFixture: Sendable {
    /// The path of the certificate in PEM.
    package let certificate: String
    /// The path of the certificate's key in PEM.
    package let key: String
    /// The port.
    package let port: Int

    private let folder: TemporaryFolder
    private let process: ChildProcess

    /// Makes a certificate and starts the server.
    ///
    /// - Parameters:
    ///   - names: The names in the certificate; 127.0.0.1 and localhost unless given.
    ///   - asksClient: Whether a client has to show the same certificate.
    /// - Throws: When openssl is missing or does not start.
    package init(names: String = "IP:127.0.0.1,DNS:localhost", asksClient: Bool = false) async throws {
        folder = try TemporaryFolder()
        certificate = folder.url.appending(path: "certificate.pem").path()
        key = folder.url.appending(path: "key.pem").path()
        let status = try await runTool(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=fixture", "-addext",
                "subjectAltName=\(names)",
            ], in: folder.url)
        guard status == 0 else { throw POSIXError(.ENOENT) }
        let started = OneShot<Int>()
        process = try ChildProcess.spawn(
            "openssl",
            arguments: ["s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-www"]
                + (asksClient ? ["-Verify", "1", "-verify_return_error", "-CAfile", "certificate.pem"] : []),
            workingDirectory: folder.url.path(),
            standardOutput: .lines { line in
                // It says "ACCEPT 127.0.0.1:port" when it listens.
                guard line.hasPrefix("ACCEPT"), let port = Int(line.split(separator: ":").last ?? "") else { return }
                started.resolve(.success(port))
            })
        port = try await started.value(ifCancelled: TransportError(.cancelled, message: "cancelled"))
    }

    deinit {
        process.kill(.kill)
    }
}
