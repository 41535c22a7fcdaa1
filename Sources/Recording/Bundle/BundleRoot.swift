import Foundation
import RunModel

/// The folder of all bundles, looked at from outside.
package struct BundleRoot: Sendable {
    /// The folder.
    package let path: String

    /// Makes a value; nothing is looked at yet.
    package init(_ path: String) { self.path = path }

    /// The bundle of the run that started last, by its name. A run that is still going is left out, and so is one without
    /// its trigger: a proof made it to see it fail, and is told of beside the run as it is written.
    ///
    /// - Returns: The path of its folder; `nil` when there is none.
    package var newest: String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let bundles = names.filter(Self.isBundleName).map { "\(path)/\($0)" }
        let readable = bundles.filter { bundle in
            FileManager.default.fileExists(atPath: Self.journal(of: bundle)) && !Self.isBeingWritten(bundle)
        }
        let byAge = readable.map { (bundle: $0, age: Self.age($0)) }.sorted { $0.age > $1.age }
        return byAge.first { !Self.isControl($0.bundle) }?.bundle
    }

    /// Whether a run left its trigger out, as its first line says.
    private static func isControl(_ bundle: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: journal(of: bundle)),
            let head = try? file.read(upToCount: longestFirstLine),
            let event = try? RunEvent(line: head.prefix { $0 != UInt8(ascii: "\n") }),
            case .runStarted(let start) = event.body
        else { return false }
        return start.variation == .triggerLeftOut
    }

    /// What the first line of a journal never exceeds: names, and what the environment says.
    private static let longestFirstLine = 1 << 20

    /// Whether the run of a bundle is still going, by the bundle's folder.
    package static func isBeingWritten(_ bundle: String) -> Bool { JournalLock.isHeld(journal(of: bundle)) }

    private static func journal(of bundle: String) -> String { "\(bundle)/\(JournalReader.fileName)" }

    /// The start as the name says it; of two runs that started in the same second the one that was written to last.
    private static func age(_ bundle: String) -> (String, Date) {
        let stamp = (bundle as NSString).lastPathComponent.prefix(stampLength)
        let attributes = try? FileManager.default.attributesOfItem(atPath: journal(of: bundle))
        return (String(stamp), attributes?[.modificationDate] as? Date ?? .distantPast)
    }

    /// The length of `20261123T062432Z-`.
    private static let stampLength = 17

    private static func isBundleName(_ name: String) -> Bool {
        let shape = name.prefix(stampLength).map { $0.isASCII && $0.isNumber ? "0" : String($0) }.joined()
        return shape == "00000000T000000Z-"
    }
}
