import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct FixtureServerTests {
    @Test("A fixture server answers its pages and records the requests")
    func servesPages() async throws {
        let server = try FixtureServer(pages: ["/": "<h1>Hello</h1>"])
        let address = try #require(URL(string: server.url("/")))
        #expect(address.port == Int(server.port))
        #expect(server.requests.isEmpty)
        #expect(binaryURL(named: "cdp-generator").path().hasSuffix("cdp-generator"))
        #expect(
            FileManager.default.isExecutableFile(atPath: binaryURL(named: "cdp-generator").path()),
            "\(CommandLine.arguments)")
    }
}
