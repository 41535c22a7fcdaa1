import Foundation
import Transport

/// A TLS server on loopback with a certificate of its own making: `openssl s_server`, which answers GET with a page.
///
/// A client that trusts ``certificate`` accepts it as 127.0.0.1 and localhost; any other refuses it.
package final class TLSFixture: Sendable {
    /// The path of the certificate in PEM.
    package var certificate: String { identity.path }
    /// The path of the certificate's key in PEM.
    package var key: String { identity.key }
    /// The port.
    package let port: Int

    private let identity: Certificate
    private let process: ChildProcess

    /// Makes a certificate and starts the server.
    ///
    /// - Parameters:
    ///   - names: The names in the certificate; 127.0.0.1 and localhost unless given.
    ///   - asksClient: Whether a client has to show the same certificate.
    /// - Throws: When openssl is missing or does not start.
    package init(names: String = "IP:127.0.0.1,DNS:localhost", asksClient: Bool = false) async throws {
        identity = try await Certificate(names: names)
        let started = OneShot<Int, TransportError>()
        process = try ChildProcess.spawn(
            "openssl",
            arguments: ["s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-www"]
                + (asksClient ? ["-Verify", "1", "-verify_return_error", "-CAfile", "certificate.pem"] : []),
            workingDirectory: identity.folder.url.path(),
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

/// TLS in front of a plain server on loopback: `socat`, with a certificate of its own making.
package final class TLSGateway: Sendable {
    /// The path of the certificate in PEM.
    package var certificate: String { identity.path }
    /// The port.
    package let port: UInt16

    private let identity: Certificate
    private let process: ChildProcess

    /// Makes a certificate and starts the gateway.
    ///
    /// - Parameter plain: The port of the server behind it, on 127.0.0.1.
    /// - Throws: When openssl or socat is missing or does not start.
    package init(to plain: UInt16) async throws {
        identity = try await Certificate()
        let started = OneShot<UInt16, TransportError>()
        process = try ChildProcess.spawn(
            "socat",
            arguments: [
                "-d", "-d",
                "OPENSSL-LISTEN:0,bind=127.0.0.1,fork,verify=0,cert=\(identity.path),key=\(identity.key)",
                "TCP:127.0.0.1:\(plain)",
            ],
            workingDirectory: identity.folder.url.path(),
            standardError: .lines { line in
                // It says "… N listening on AF=2 127.0.0.1:port" when it listens.
                guard line.contains("listening on"), let port = UInt16(line.split(separator: ":").last ?? "") else {
                    return
                }
                started.resolve(.success(port))
            })
        port = try await started.value(ifCancelled: TransportError(.cancelled, message: "cancelled"))
    }

    deinit {
        process.kill(.kill)
    }
}
