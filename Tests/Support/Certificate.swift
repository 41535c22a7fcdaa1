import Foundation

/// A certificate made for one test, which nobody vouches for but who is told to trust it.
package final class Certificate: Sendable {
    /// The path of the certificate in PEM.
    package let path: String
    /// The path of its key in PEM.
    package let key: String
    /// The folder of both.
    let folder: TemporaryFolder

    /// Makes a certificate.
    ///
    /// - Parameter names: The names in it, as `subjectAltName` has them.
    /// - Throws: When openssl is missing.
    package init(names: String = "IP:127.0.0.1,DNS:localhost") async throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: "certificate.pem").path()
        key = folder.url.appending(path: "key.pem").path()
        let status = try await runTool(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=fixture", "-addext",
                "subjectAltName=\(names)",
            ], in: folder.url)
        guard status == 0 else { throw POSIXError(.ENOENT) }
    }
}
