package import Foundation

/// The URL of a product of this package, built with the tests.
///
/// - Parameter name: The product's name, such as `endstate`.
/// - Returns: Where it is, next to the test executable; it may not exist.
package func binaryURL(named name: String) -> URL {
    // The test runner itself stands in the build's folder, or in a bundle inside it.
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path().count > 1 {
        let candidate = folder.appending(path: name)
        if FileManager.default.isExecutableFile(atPath: candidate.path()) { return candidate }
        guard folder.pathExtension == "xctest" || folder.path().contains(".xctest/") else { break }
        folder = folder.deletingLastPathComponent()
    }
    return folder.appending(path: name)
}
