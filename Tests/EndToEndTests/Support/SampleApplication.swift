import Foundation
import Synchronization
import TestSupport

/// A tiny application with the back end behind it: one page, one button, one account.
///
/// A run against it takes as long as its browser. What goes wrong with it is chosen when it is made, or by giving a path
/// another answer.
final class SampleApplication: Sendable {
    /// What is wrong with it.
    enum Ailment: String, Sendable {
        /// Nothing.
        case none
        /// The account never becomes Pro, though the page says so.
        case stuck
        /// Whatever is done is done twice.
        case twice
        /// The page keeps on showing the old plan.
        case stalePage = "stale-page"
        /// The button does nothing.
        case deadButton = "dead-button"
        /// The payment is refused behind the page's back.
        case refused
        /// There is no button.
        case noButton = "no-button"
        /// The account is shown to nobody.
        case locked
        /// The account fills ten megabytes.
        case verbose
        /// The account is written in another encoding than it says.
        case latin1 = "latin-1"
        /// The account is cut off in the middle.
        case cutOff = "cut-off"
    }

    private struct State {
        var acts = 0
        var looks = 0
    }

    /// The server.
    let server: FixtureServer

    /// Starts it.
    ///
    /// - Parameters:
    ///   - ailment: What is wrong with it.
    ///   - isReset: Whether each run has an account of its own, rather than that of the run before.
    ///   - gate: Holds back the answer to the trigger, though not what it does.
    /// - Throws: When no socket can be had.
    init(_ ailment: Ailment = .none, isReset: Bool = false, answeringAfter gate: Gate? = nil) throws {
        let state = Mutex(State())
        server = try FixtureServer { request in
            switch (request.method, request.path) {
            case ("GET", "/"): return .html(Self.page(ailment))
            case ("POST", "/tenant"):
                if isReset { state.withLock { $0 = State() } }
                return .json("{\"tenantId\": \"t-1\"}", status: 201)
            case ("DELETE", "/tenant"): return .json("{}")
            case ("POST", "/act"):
                state.withLock { $0.acts += 1 }
                let answer = FixtureResponse.json("{}", status: 202)
                return gate.map(answer.held) ?? answer
            case ("GET", "/look"):
                return Self.look(state.withLock { Self.account(acts: $0.acts, ailment) }, ailment)
            default: return .text("nothing at \(request.path)", status: 404)
            }
        }
    }

    /// Where it is, for the scenario.
    var environment: [String: String] { ["APP": server.origin] }

    /// How often the trigger arrived.
    var acts: Int { server.requests.count { $0.path == "/act" } }

    /// How often the account was looked at.
    var looks: Int { server.requests.count { $0.path == "/look" } }

    /// How often the teardown came.
    var teardowns: Int { server.requests.count { $0.method == "DELETE" && $0.path == "/tenant" } }

    private static func look(_ account: String, _ ailment: Ailment) -> FixtureResponse {
        switch ailment {
        case .locked: .json("{\"error\": \"token expired\"}", status: 401)
        case .verbose:
            .json("{\"padding\": \"\(String(repeating: "x", count: 10 << 20))\", \(account.dropFirst())")
        case .latin1:
            FixtureResponse(type: "application/json", body: Data("{\"plan\": \"caf".utf8) + [0xE9, 0x22, 0x7D])
        case .cutOff: .json(String(account.prefix(24)))
        default: .json(account)
        }
    }

    private static func account(acts: Int, _ ailment: Ailment) -> String {
        let isPro = acts > 0 && ailment != .stuck && ailment != .refused
        let effects = (0..<(acts * (ailment == .twice ? 2 : 1))).map { "{\"id\": \"e\($0 + 1)\"}" }
        let state = acts == 0 ? "none" : ailment == .refused ? "refused" : "active"
        return """
            {"accepted": \(acts > 0), "plan": "\(isPro ? "pro" : "free")", "state": "\(state)", \
            "effects": [\(effects.joined(separator: ", "))]}
            """
    }

    private static func page(_ ailment: Ailment) -> String {
        switch ailment {
        case .noButton: page(shows: "Pro").replacing(/(?s)<button.*/, with: "")
        case .deadButton: page(shows: "Pro").replacing(/(?s)<script.*/, with: "")
        case .stalePage: page(shows: "Free")
        default: page(shows: "Pro")
        }
    }

    /// The page.
    ///
    /// - Parameter plan: What it shows as the plan once the button has been answered, as JavaScript writes it in quotes.
    /// - Returns: Its HTML.
    static func page(shows plan: String) -> String {
        """
        <!doctype html>
        <html lang="en"><title>Account</title>
        <p>Plan: <b data-testid=plan>Free</b></p>
        <p data-testid=done hidden>Thank you!</p>
        <button id=go data-testid=go>Upgrade</button>
        <script>
        document.getElementById('go').onclick = async () => {
            await fetch('/act', { method: 'POST', body: '{}' });
            document.querySelector('[data-testid=plan]').textContent = '\(plan)';
            document.querySelector('[data-testid=done]').hidden = false;
        };
        </script>
        """
    }
}

/// A scenario for the sample application, with places to say something else.
struct SampleScenario {
    var name = "sample"
    var needs = "needs: { env: [APP] }"
    var setup = """
        setup:
          - http: { post: "${env.APP}/tenant", json: { plan: free } }
            expect: { status: 201 }
        """
    var probe = "http: { get: \"${env.APP}/look?run=${run.id}\" }"
    var before = ""
    var trigger = "click: { testid: go }"
    var after = "  - expect: { testid: done, visible: true }"
    var within = "30s"
    var settle = "100ms"
    var never = ""
    var end = """
        then:
          - agree: { ui: { testid: plan }, backend: { probe: account, path: $.plan }, ignore_case: true }
        teardown:
          - http: { delete: "${env.APP}/tenant" }
        """

    /// The scenario's text.
    var text: String {
        let parts = [
            "scenario: \(name)",
            "outcome: A user upgrades, and the account is Pro.",
            needs, setup,
            "probes:\n  account: { \(probe) }",
            "steps:\n  - goto: \"${env.APP}/\"",
            before,
            "  - trigger: { \(trigger) }",
            after,
            """
            converge:
              within: \(within)
              settle: \(settle)
              stages:
                accepted: { probe: account, match: { accepted: true }, boundary: page -> api }
                effect:
                  probe: account
                  count: "$.effects"
                  identity: "$.effects[*].id"
                  exactly: 1
                  after: accepted
                  boundary: api -> billing
                granted: { probe: account, match: { plan: pro }, after: effect, boundary: billing -> account }
            """,
            never,
            "  final: { probe: account, match: { plan: pro, state: active } }",
            end,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }
}
