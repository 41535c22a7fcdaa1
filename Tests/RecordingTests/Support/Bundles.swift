import Foundation
import JSONKit
import Recording
import RunModel

/// A folder for one test's bundles, and how to look into it.
final class Bundles: Sendable {
    let root: String

    init() {
        root = FileManager.default.temporaryDirectory.path + "/endstate-recording-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    static let run = BundleName(scenario: "upgrade-plan", runID: "r1", startedAt: 1_793_255_072_000)

    func recorder(
        policy: ArtifactPolicy = .always,
        run: BundleName = run,
        scenario: String? = nil,
        secrets: [String] = []
    ) throws -> BundleRecorder {
        try BundleRecorder(root: root, policy: policy, run: run, scenario: scenario, secrets: secrets)
    }

    /// A recorder whose disk refuses the journal from the start, as a full one does.
    func fullRecorder() throws -> BundleRecorder {
        try BundleRecorder(
            root: root, policy: .always, run: Self.run, scenario: nil, secrets: [],
            journalPath: "/dev/full")
    }

    /// The names of all bundles.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted() }

    /// Every file below the root with its text, as far as it has one.
    var texts: [String: String] {
        var texts: [String: String] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { continue }
            texts[path] = String(decoding: data, as: UTF8.self)
        }
        return texts
    }

    func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
}

/// Events to write.
enum Sample {
    static func started(correlationID: String? = nil) -> RunEvent.Body {
        .runStarted(
            RunStarted(
                runID: "r1", wallClock: 1_793_255_072_000, tool: "endstate test", platform: "test",
                scenario: "upgrade-plan", outcome: "A free user upgrades.", file: "upgrade-plan.yaml", digest: "0",
                correlationID: correlationID))
    }

    static func console(_ text: String) -> RunEvent.Body { .console(ConsoleMessage(level: "log", text: text)) }

    static func request(_ headers: [HeaderField], url: String = "http://127.0.0.1/") -> RunEvent.Body {
        .request(RequestSent(id: "1", method: "GET", url: url, headers: headers))
    }

    static let failure = RunEvent.Body.fault(Fault(code: .internal, detail: "for the test"))
}
