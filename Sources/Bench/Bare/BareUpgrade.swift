import BrowserAutomation
import Foundation
import Transport

/// The upgrade of `Scenarios/upgrade-plan.yaml` as the least that carries it out: compiled, blocking, selectors known,
/// no check before an act, no pause, nothing recorded.
///
/// Where the flow would not succeed without waiting it asks again at once: nothing can notice sooner.
struct BareUpgrade {
    private let app: String
    private let api: String

    init(environment: [String: String]) throws {
        guard let app = environment["APP_URL"], let api = environment["API_URL"] else {
            throw BenchError("APP_URL and API_URL are not set; endstate-staging up prints them")
        }
        (self.app, self.api) = (app, api)
    }

    /// Carries it out, from the start of the browser to its end.
    ///
    /// - Parameter options: The browser to start.
    /// - Returns: When each part was done, in milliseconds since the start.
    /// - Throws: When it does not come to its end.
    func perform(_ options: BrowserOptions) async throws -> [String: [Double]] {
        let profile = FileManager.default.temporaryDirectory.path + "/endstate-bench-\(UUID().uuidString)"
        let endpoint = OneShot<String, TransportError>()
        let switches = LaunchSwitches.all(options, profile: profile).filter { $0 != "--remote-debugging-pipe" }
        let browser = try ChildProcess.spawn(
            try BrowserBinary.find(options).path, arguments: switches, environment: options.environment,
            standardError: .lines { line in
                guard let found = line.firstRange(of: "DevTools listening on ") else { return }
                endpoint.resolve(.success(String(line[found.upperBound...])))
            })
        var marks: [String: [Double]] = [:]
        let result: Result<Void, any Error>
        do {
            let start = ContinuousClock.now
            let mark = { (name: String) in marks[name] = [(ContinuousClock.now - start).microseconds / 1000] }
            try await flow(endpoint, mark)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        browser.kill(.kill)
        _ = await browser.waitForExit()
        try? FileManager.default.removeItem(atPath: profile)
        try result.get()
        return marks
    }

    private func flow(_ endpoint: OneShot<String, TransportError>, _ mark: (String) -> Void) async throws {
        let id = UUID().uuidString
        let email = "bench-\(id.lowercased())@example.com"
        // The browser starts meanwhile.
        let http = try BareHTTP(origin: api)
        let tenant = try BareTab.text(
            "tenantId",
            in: http.send(
                "POST", "/test/setup-tenant", json: #"{"email":"\#(email)","plan":"free","correlationId":"\#(id)"}"#
            ).body)
        mark("tenant")
        let url = try await endpoint.value(ifCancelled: TransportError(.cancelled, message: "cancelled"))
        mark("browser")
        let tab = try BareTab(BlockingWebSocket(url: url), storing: "x-correlation-id", id)
        try tab.navigate(to: "\(app)/login")
        try tab.fill("#email", with: email)
        try tab.fill("#password", with: "TestPassword123!")
        try tab.load { try tab.click("button") }
        try tab.navigate(to: "\(app)/settings/billing")
        try tab.until("document.querySelector('[data-testid=plan]').textContent === 'Free'")
        try tab.click("[data-testid=upgrade-pro]")
        mark("clicked")
        try tab.until("!document.querySelector('[data-testid=upgrade-success]').hidden")
        let look = "/test/verify-upgrade-workflow?correlationId=\(id)"
        let final = [
            #""apiAccepted":true"#, #""billingChargeRecorded":true"#, #""queueMessageProcessed":true"#,
            #""entitlementsUpdated":true"#, #""analyticsEventCount":1"#, #""finalPlan":"pro""#,
            #""billingState":"active""#,
        ]
        var body = ""
        while !final.allSatisfy(body.contains) { body = try http.send("GET", look).body }
        mark("converged")
        try tab.reload()
        try tab.until("document.querySelector('[data-testid=plan]').textContent === 'Pro'")
        guard try http.send("GET", look).body.contains(#""finalPlan":"pro""#),
            try http.send("DELETE", "/test/tenants/\(tenant)").status == 204
        else { throw BenchError("the plan is not Pro any more") }
        mark("over")
    }
}
