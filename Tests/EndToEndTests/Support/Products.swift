import Foundation
import TestSupport

/// The path of a program built with these tests.
///
/// - Parameter name: `endstate`, `endstate-staging`.
/// - Returns: Its path.
/// - Throws: When it is not there, with what makes it.
func builtProduct(_ name: String) throws -> String {
    let url = binaryURL(named: name)
    guard FileManager.default.isExecutableFile(atPath: url.path()) else {
        throw Unexpected("\(url.path()) is not built; run `swift build --product \(name)` in the tests' configuration")
    }
    return url.path()
}

/// Something that should not be, said in a line.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
