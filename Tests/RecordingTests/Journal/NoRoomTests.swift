import Foundation
import Recording
import RunModel
import Testing

/// A disk without room for a second journal, when the first has a secret that nobody knew for one.
@Suite struct NoRoomTests {
    private let bundles = Bundles()
    /// The length of the journal's path: two bytes less than a path can have.
    private static let longest = 4093

    /// A recorder whose journal has so long a path that no file can be made beside it to take its place.
    private func recorder() throws -> BundleRecorder {
        let journal = "/20261029T062432Z-upgrade-plan-r1.partial/journal.jsonl"
        var root = bundles.root
        var rest = Self.longest - journal.utf8.count - root.utf8.count
        while rest > 0 {
            // What is left over has to hold a slash and a letter.
            let name = String(repeating: "d", count: min(rest == 202 ? 150 : 200, rest - 1))
            root += "/\(name)"
            rest -= name.utf8.count + 1
        }
        return try BundleRecorder(root: root, policy: .always, run: Bundles.run)
    }

    @Test(
        "What was recorded stays where it is, and the secret goes, however short it is",
        arguments: [("0123456789abcdef", "«secret»"), ("abc-12", "***")])
    func inPlace(_ secret: String, _ mask: String) async throws {
        let recorder = try recorder()
        let texts = ["before", "the token is \(secret)", "and so on"]
        for text in texts { recorder.emit(Sample.console(text), at: 1) }
        await recorder.sync()
        let partial = try #require(recorder.folder)
        #expect("\(partial)/journal.jsonl".utf8.count == Self.longest, "the folder is called otherwise")
        recorder.conceal(secret)
        let finished = await recorder.finish(at: 3)
        let reader = try JournalReader(folder: try #require(finished.folder))
        let masked = texts.map { Sample.console($0.replacing(secret, with: mask)) }
        #expect(Array(reader.events.map(\.body).prefix(3)) == masked)
        #expect(!bundles.texts.values.contains { $0.contains(secret) })
        // That the bundle is not as it should be is in it as well, before the verdict.
        #expect(finished.result.firstReason?.code == .artifactsUnwritable)
        #expect(reader.events.suffix(2).map(\.body.kind) == ["fault", "run_finished"])
    }
}
