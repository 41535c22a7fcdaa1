import Foundation
import Testing

struct FaultTests {
    @Test("Each fault leaves what it should, on the run it was asked for and on no other", .timeLimit(.minutes(3)))
    func corpus() async throws {
        let cases = FaultCase.all
        let arguments = cases.enumerated().flatMap { ["--fault", "\($1.name)@\($0 + 1)"] }
        try await withStaging(arguments) { system in
            var customers: [Customer] = []
            for _ in 0...cases.count { customers.append(try await Customer.make(in: system)) }
            #expect(customers.map(\.tenant.faults) == cases.map { [$0.name] } + [[]])

            try await withThrowingTaskGroup { group in
                for (customer, fault) in zip(customers, cases) {
                    group.addTask {
                        try await customer.upgrade(token: customer.token())
                        do {
                            let workflow = try await customer.workflow(fault.name, where: fault.isReached)
                            #expect(fault.holds(workflow), "\(fault.name): \(workflow)")
                        } catch {
                            Issue.record("\(fault.name): \(error)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let last = try #require(customers.last)
            try await last.upgrade(token: last.token())
            let healthy = try await last.finishedWorkflow()
            #expect(healthy.finalPlan == "pro" && healthy.charges.count == 1 && healthy.analyticsEvents.count == 1)
        }
    }

    @Test(
        "What is wrong with a page is in what its script is told",
        arguments: [
            ("stale-page", #""keepsPlan":true"#), ("event-shape", #""planField":"targetPlan""#),
            ("false-success", #""checksAnswer":false"#), ("lost-correlation", #""carriesCorrelation":false"#),
        ])
    func pages(fault: String, option: String) async throws {
        try await withStaging(["--fault", "\(fault)@2"]) { system in
            var pages: [String] = []
            for _ in 0..<2 {
                let cookie = try await Customer.make(in: system).logIn()
                pages.append(try await Wire.get(system.appURL + "/settings/billing", headers: ["cookie": cookie]).text)
            }
            #expect(pages.map { $0.contains(option) } == [false, true])
        }
    }

    @Test("A fault at a rate strikes the same runs for the same seed, and others for another")
    func seeded() async throws {
        func struck(seed: Int) async throws -> [Bool] {
            try await withStaging(["--seed", "\(seed)", "--fault", "queue-schema:0.5"]) { system in
                var struck: [Bool] = []
                for _ in 0..<16 { struck.append(try await !Customer.make(in: system).tenant.faults.isEmpty) }
                return struck
            }
        }
        let first = try await struck(seed: 7)
        #expect(first.contains(true) && first.contains(false))
        #expect(try await struck(seed: 7) == first)
        #expect(try await struck(seed: 8) != first)
    }

    @Test("A flaky verification endpoint spoils looks with 502 and HTML, and never three in a row")
    func flaky() async throws {
        try await withStaging(["--fault", "probe-flaky:0.9"]) { system in
            let customer = try await Customer.make(in: system)
            var kinds: [String] = []
            for _ in 0..<12 {
                let look = try await customer.rawLook()
                kinds.append("\(look.status) \(look.headers["content-type"]?.prefix(9) ?? "")")
            }
            #expect(Set(kinds) == ["502 text/html", "200 text/html", "200 applicati"])
            #expect(stride(from: 2, to: 12, by: 3).allSatisfy { kinds[$0] == "200 applicati" })
        }
    }

    @Test("A verification endpoint that dies does so once the upgrade is accepted")
    func dies() async throws {
        try await withStaging(["--fault", "probe-dies"]) { system in
            let customer = try await Customer.make(in: system)
            #expect(try await customer.rawLook().status == 200)
            try await customer.upgrade(token: customer.token())
            #expect(try await customer.rawLook().status == 502)
        }
    }

    @Test("A verification endpoint that is down leaves a look without an answer while the upgrade goes through")
    func down() async throws {
        try await withStaging(["--fault", "probe-down"]) { system in
            let customer = try await Customer.make(in: system)
            let look = Task { try await customer.rawLook() }
            let token = try await customer.token()
            try await customer.upgrade(token: token)
            try await eventually("the plan is pro") {
                try await Wire.get(system.apiURL + "/plan", headers: ["authorization": "Bearer \(token)"])
                    .text.contains("pro")
            }
            look.cancel()
            await #expect(throws: (any Error).self) { try await look.value }
        }
    }

    @Test("What cannot be broken is refused with what can", arguments: ["nothing", "queue-schema:2", "queue-schema@0"])
    func refused(fault: String) async throws {
        let process = try ProcessUnderTest.start(["up", "--fault", fault])
        #expect(await process.status() != 0)
    }

    @Test("The faults are listed, one a line with a sentence")
    func listed() async throws {
        let process = try ProcessUnderTest.start(["faults"])
        let lines = await process.remainingLines()
        #expect(await process.status() == 0)
        #expect(lines.allSatisfy { $0.hasSuffix(".") && $0.split(separator: " ").count > 3 })
        let names = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) })
        #expect(names.isSuperset(of: FaultCase.all.map(\.name)) && names.isSuperset(of: ["stale-page", "probe-down"]))
    }
}
