import Foundation
import Testing

@Suite(.timeLimit(.minutes(5)))
struct AccessTests {
    @Test("Only a token that auth signed opens the api")
    func tokens() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            let token = try await customer.token()
            let parts = token.split(separator: ".").map(String.init)
            let none = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString().replacing("=", with: "")
            let forged = [
                "", "nonsense", "a.b.c", "\(parts[0]).\(parts[1]).", "\(none).\(parts[1]).",
                "\(parts[0]).\(String(parts[1].reversed())).\(parts[2])",
                "\(parts[0]).\(parts[1]).\(String(parts[2].reversed()))",
            ]
            for token in forged {
                #expect(try await customer.upgrade(token: token).status == 401, "\(token)")
            }
            #expect(try await Wire.post(system.apiURL + "/upgrade", json: ["plan": "pro"]).status == 401)
            #expect(try await Wire.get(system.apiURL + "/plan").status == 401)
            #expect(try await customer.look().audit.isEmpty)

            let plan = try await Wire.get(system.apiURL + "/plan", headers: ["authorization": "Bearer \(token)"])
            #expect(plan.text == #"{"plan":"free"}"#)
        }
    }

    @Test("A webhook without billing's signature is refused and leaves nothing")
    func webhooks() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            let event = ["id": "evt_1", "type": "subscription.activated", "tenant_id": customer.tenant.tenantId]
            let now = Int(Date.now.timeIntervalSince1970)
            let zeros = String(repeating: "0", count: 64)
            for signature in ["", "nonsense", "t=\(now)", "t=\(now),v1=xyz", "t=\(now),v1=\(zeros)"] {
                let answer = try await Wire.post(
                    system.apiURL + "/webhooks/billing", json: event, headers: ["staging-signature": signature])
                #expect(answer.status == 401, "\(signature)")
            }
            #expect(try await Wire.post(system.apiURL + "/webhooks/billing", json: event).status == 401)
            #expect(try await customer.look().audit.isEmpty)
        }
    }

    @Test("A login needs the right password, the application's address and the browser that began it")
    func logins() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            await #expect(throws: Unexpected.self) { try await customer.logIn(password: "wrong") }

            let elsewhere = try await Wire.get(system.authURL + "/authorize?redirect_uri=http://evil.example/&state=x")
            #expect(elsewhere.status == 400)
            let foreign = try await Wire.get(
                system.appURL + "/callback?code=x&state=mine", headers: ["cookie": "staging_login_state=yours"])
            #expect(foreign.status == 400)
            let unknown = try await Wire.get(
                system.appURL + "/callback?code=x&state=mine", headers: ["cookie": "staging_login_state=mine"])
            #expect(unknown.status == 400)
            #expect(try await Wire.get(system.appURL + "/session").status == 401)
        }
    }

    @Test("Pages are for whoever is logged in")
    func pages() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            #expect(try await Wire.get(system.appURL + "/").text.contains("staging system"))
            for path in ["/dashboard", "/settings/billing", "/shop"] {
                let answer = try await Wire.get(system.appURL + path)
                #expect(answer.status == 303 && answer.headers["location"] == "/login")
            }
            let cookie = try await customer.logIn()
            let dashboard = try await Wire.get(system.appURL + "/dashboard", headers: ["cookie": cookie])
            #expect(dashboard.status == 200 && dashboard.text.contains(customer.tenant.email))
            let billing = try await Wire.get(system.appURL + "/settings/billing", headers: ["cookie": cookie])
            #expect(billing.text.contains(#"data-testid="upgrade-pro""#))
            let shop = try await Wire.get(system.appURL + "/shop", headers: ["cookie": cookie])
            #expect(shop.text.contains(#"data-testid="submit-order""#))
            #expect(try await Wire.get(system.appURL + "/signup").text.contains(#"<label for="name">Name</label>"#))
            let login = try await Wire.get(
                system.authURL + "/authorize?redirect_uri=\(system.appURL)/callback&state=%22%3E%3Cscript%3E")
            #expect(login.status == 200 && !login.text.contains("\"><script>"))
        }
    }

    @Test(
        "A page's script is sent whole, with what the scripts have in common",
        arguments: ["billing", "shop", "signup"])
    func scripts(name: String) async throws {
        try await withStaging { system in
            let script = try await Wire.get(system.appURL + "/assets/\(name).js")
            #expect(script.status == 200 && script.headers["content-type"]?.hasPrefix("text/javascript") == true)
            #expect(script.text.hasPrefix("\"use strict\";") && script.text.contains("addEventListener"))
            #expect(try await Wire.get(system.appURL + "/assets/common.js").status == 400)
        }
    }

    @Test("The browser may call the api from the application's pages and from no others")
    func crossOrigin() async throws {
        try await withStaging { system in
            let asked = ["access-control-request-method": "POST"]
            let own = try await Wire.send(
                "OPTIONS", system.apiURL + "/upgrade", headers: asked.merging(["origin": system.appURL]) { $1 })
            #expect(own.status == 204 && own.headers["access-control-allow-origin"] == system.appURL)
            let allowed = own.headers["access-control-allow-headers"] ?? ""
            for name in ["authorization", "content-type", "x-correlation-id", "traceparent"] {
                #expect(allowed.contains(name))
            }
            let other = try await Wire.send(
                "OPTIONS", system.apiURL + "/upgrade", headers: asked.merging(["origin": "http://evil.example"]) { $1 })
            #expect(other.headers["access-control-allow-origin"] == nil)
            let refused = try await Wire.get(system.apiURL + "/plan", headers: ["origin": system.appURL])
            #expect(refused.status == 401 && refused.headers["access-control-allow-origin"] == system.appURL)
        }
    }
}
