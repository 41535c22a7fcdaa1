/// One file of a bundle.
package struct BundleFile: Sendable, Hashable, Codable {
    /// Its path in the bundle, with slashes.
    package var path: String
    /// Its length in bytes.
    package var size: Int
    /// SHA-256 of its bytes, in hexadecimal.
    package var sha256: String

    /// Makes a value.
    package init(path: String, size: Int, sha256: String) {
        self.path = path
        self.size = size
        self.sha256 = sha256
    }
}

/// A file that is made from a run's result, before it is written.
package struct ReportFile: Sendable, Hashable {
    /// Its path in the bundle, with slashes.
    package var path: String
    /// Its bytes.
    package var contents: [UInt8]

    /// Makes a value.
    package init(path: String, contents: [UInt8]) {
        self.path = path
        self.contents = contents
    }
}
