import Foundation
import JSONKit
import RunModel

/// The proof after the writing: no secret is in the bundle.
enum LeakScan {
    /// Whether a file has a secret.
    ///
    /// A secret of digits inside a longer number is chance (a time, a size), not a leak.
    static func finds(_ matcher: SecretMatcher, in data: Data) -> Bool {
        let bytes = [UInt8](data)
        // What a report has cut was masked before: the beginning of a word that a secret begins with is no leak there.
        return matcher.ranges(in: bytes, readsCuts: false).contains { range in
            guard bytes[range].allSatisfy(isDigit) else { return true }
            let before = range.lowerBound > 0 && isDigit(bytes[range.lowerBound - 1])
            let after = range.upperBound < bytes.count && isDigit(bytes[range.upperBound])
            return !before && !after
        }
    }

    /// What takes the place of a line of the journal that has a secret.
    static func substitute(for line: Data) -> Data {
        let members = (try? JSON(parsing: line))?.objectValue ?? [:]
        let kind = members["kind"]?.stringValue ?? ""
        let lost = JSON.object(["what": .string("event \(kind) (a secret was found in it)"), "count": 1])
        return RunEvent.line(
            seq: members["seq"]?.intValue ?? 0, t: members["t"]?.doubleValue ?? 0, kind: "dropped",
            members: Data(lost.serialized().utf8))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
