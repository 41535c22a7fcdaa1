import Foundation
import JSONKit
import TestSupport
import Testing

/// What a real run leaves of its network and of its page.
@Suite(.timeLimit(.minutes(10)))
struct NetworkTests {
    /// The password as a browser may send or show it.
    private static let spellings = [
        StagingSystem.password, "TestPassword123%21", "TestPassword123&#33;", "VGVzdFBhc3N3b3JkMTIzI",
        StagingSystem.password.utf8.map { String($0, radix: 16) }.joined(),
    ]

    @Test("An upgrade leaves an archive of its network and a film, and the password in neither")
    func upgrade() async throws {
        let staging = try await StagingSystem.shared()
        let workplace = try Workplace()
        let ending = try await endstate(
            "run", StagingSystem.scenario, "--settle", "500ms", "--artifacts", "always", in: workplace,
            environment: staging.environment)
        #expect(ending.status == 0, "\(ending.all.joined(separator: " | "))")
        let bundle = try workplace.bundle()
        for spelling in Self.spellings { #expect(try bundle.files(holding: spelling).isEmpty) }

        let archive = try JSON(parsing: Data(contentsOf: bundle.folder.appending(path: "network.har")))
        if let folder = ProcessInfo.processInfo.environment["ENDSTATE_TEST_DATA"] {
            let file = URL(filePath: folder).appending(path: "schemas/har/har.json")
            let schema = try JSONSchema(contentsOf: file, annotations: ["min", "optional", "unique"])
            #expect(schema.faults(in: archive) == [])
        }
        let entries = try #require(archive["log"]?["entries"]?.arrayValue)
        for entry in entries {
            let phases = ["blocked", "dns", "connect", "send", "wait", "receive"]
                .compactMap { entry["timings"]?[$0]?.doubleValue }
            #expect(phases.count == 6)
            #expect(abs(phases.filter { $0 > 0 }.reduce(0, +) - (entry["time"]?.doubleValue ?? -1)) < 0.001)
        }

        func first(_ method: String, _ path: String) -> JSON? {
            entries.first { entry in
                let url = entry["request"]?["url"]?.stringValue ?? ""
                return entry["request"]?["method"] == .string(method) && url.hasSuffix(path)
            }
        }
        let login = try #require(first("GET", "/login"))
        #expect(login["response"]?["redirectURL"]?.stringValue?.contains("/authorize?") == true)
        #expect(login["response"]?["cookies"]?[0]?["value"] == "«secret»")
        let form = try #require(first("POST", "/authorize"))
        #expect(form["request"]?["postData"]?["text"]?.stringValue?.contains("password=«secret»") == true)
        #expect(form["response"]?["redirectURL"]?.stringValue?.contains("/callback?") == true)
        let billing = try #require(first("GET", "/settings/billing"))
        #expect(billing["response"]?["content"]?["text"]?.stringValue?.contains("<html") == true)
        #expect(billing["request"]?["cookies"]?[0]?["value"] == "«secret»")
        #expect((billing["response"]?["headersSize"]?.intValue ?? -1) > 0)
        #expect(archive["log"]?["pages"]?.arrayValue?.isEmpty == false)
        #expect(entries.contains { $0["_correlation"] == "carried" || $0["_correlation"] == "added" })

        let frames = bundle.events("screencast_frame")
        #expect(frames.count >= 3 && frames.count <= 300)
        for frame in frames {
            let name = try #require(frame["blob"]?.stringValue)
            let picture = try Data(contentsOf: bundle.folder.appending(path: "blobs/\(name)"))
            #expect(name.hasSuffix(".jpg") && picture.prefix(3) == Data([0xFF, 0xD8, 0xFF]))
            #expect(frame["width"] == 1280 && frame["height"] == 720)
        }
    }

    @Test("A run that keeps nothing neither films nor reads bodies, and a passing one keeps no archive unless asked to")
    func keeping() async throws {
        let application = try SampleApplication()
        let workplace = try Workplace()
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await endstate("run", path, in: workplace, environment: application.environment)
        #expect(ending.status == 0)
        #expect(try !workplace.bundle().files.contains { $0.hasPrefix("blobs/") || $0 == "network.har" })

        // Another one: of the first everything holds by now.
        let fresh = try SampleApplication()
        let none = try await endstate(
            "run", path, "--artifacts", "never", "--json", in: workplace, environment: fresh.environment)
        #expect(none.status == 0)
        #expect(!none.output.contains { $0.contains("\"kind\":\"screencast_frame\"") })
        #expect(!none.output.contains { $0.contains("\"kind\":\"request_finished\"") && $0.contains("\"blob\"") })
        #expect(none.output.contains { $0.contains("\"kind\":\"request_wire\"") })
    }
}
