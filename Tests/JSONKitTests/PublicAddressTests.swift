import JSONKit
import Testing

@Suite("Addresses as they may be shown")
struct PublicAddressTests {
    @Test(
        "have no user, no password and no fragment",
        arguments: [
            ("http://ci:hunter2pass@127.0.0.1:1/state?x=1", "http://127.0.0.1:1/state?x=1"),
            ("https://token@a.test", "https://a.test"), ("https://a:b@c@a.test/x", "https://a.test/x"),
            ("https://[::1]:80/a#token", "https://[::1]:80/a"), ("https://a.test/x@y?z@w", "https://a.test/x@y?z@w"),
            ("/var/log/*.json", "/var/log/*.json"), ("jq", "jq"), ("", ""),
        ])
    func shown(_ address: String, _ expected: String) {
        #expect(address.publicAddress == expected)
    }
}
