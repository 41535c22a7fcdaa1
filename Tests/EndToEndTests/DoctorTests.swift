import Foundation
import Testing

/// What `doctor` says of a machine.
@Suite(.timeLimit(.minutes(15)))
struct DoctorTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    @Test("A machine that runs tests is ready, and everything is named with its version")
    func ready() async throws {
        let ending = try await endstate("doctor", in: workplace)
        #expect(ending.status == 0, "\(ending.all)")
        for name in ["browser", "sandbox", "/dev/shm", "libcurl", "libwebsockets"] {
            #expect(ending.output.contains { $0.contains(name) }, "\(name)")
        }
        #expect(ending.output.contains { $0.contains("Chrome/") })
        #expect(workplace.leftovers.isEmpty)
    }

    @Test("A machine without a browser is told how to get one")
    func withoutBrowser() async throws {
        let ending = try await endstate(
            "doctor", in: workplace, environment: ["PATH": "/nowhere", "ENDSTATE_BROWSER": ""])
        #expect(ending.status == 3)
        #expect(
            ending.output.last?.contains("apt-get install -y --no-install-recommends chromium-headless-shell") == true)
    }

    @Test("Of a browser behind --cdp-url no token is printed, and where it does not answer nothing is to be installed")
    func attached() async throws {
        let silent = try await endstate("doctor", "--cdp-url", "http://127.0.0.1:2/?token=t0p-s3cret", in: workplace)
        #expect(silent.status == 3, "\(silent.all)")
        #expect(silent.output.last == "Runs would fail: the browser behind --cdp-url is not ready.")
        #expect(!silent.all.contains { $0.contains("apt-get") || $0.contains("t0p-s3cret") }, "\(silent.all)")
        let browser = try await RunningBrowser()
        let origin = "http://127.0.0.1:\(browser.port)"
        let ready = try await endstate("doctor", "--cdp-url", "\(origin)/?token=t0p-s3cret", in: workplace)
        await browser.stop()
        #expect(ready.status == 0, "\(ready.all)")
        #expect(ready.output.contains { $0.contains("Chrome/") && $0.contains(", \(origin)") }, "\(ready.all)")
        #expect(!ready.all.contains { $0.contains("t0p-s3cret") }, "\(ready.all)")
    }

    @Test("As root the sandbox is what is wrong, and nothing is to be installed", .enabled(if: getuid() == 0))
    func asRoot() async throws {
        let ending = try await endstate("doctor", in: workplace, environment: ["ENDSTATE_NO_SANDBOX": "0"])
        #expect(ending.status == 3)
        #expect(ending.output.contains { $0.contains("--no-sandbox") })
        #expect(!ending.output.contains { $0.contains("apt-get") }, "\(ending.output)")
        #expect(workplace.leftovers.isEmpty)
    }
}
