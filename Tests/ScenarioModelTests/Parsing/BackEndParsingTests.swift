import Convergence
import JSONKit
import ScenarioModel
import Testing

@Suite("Probes, requests and convergence")
struct BackEndParsingTests {
    @Test("a request with everything")
    func request() throws {
        let scenario = try parsed(
            Sample(
                top: "needs: { secrets: [TOKEN] }",
                probes: """
                    probes:
                      p:
                        http:
                          post: https://a.test/look
                          headers: { X-A: b, X-Id: "${uuid}" }
                          form: { a: 1, b: no }
                          auth: { bearer: "${secrets.TOKEN}" }
                          client_certificate: { cert: c.pem, key: k.pem }
                        absent: [404, 410]
                        clock: db
                        skew: 5ms
                        timeout: 2s
                      q:
                        http: { method: purge, url: "https://a.test", auth: { basic: { user: u, password: "${secrets.TOKEN}" } } }
                      r: { command: { run: [psql, -c, "select 1"] }, absent: [2] }
                    """
            ).text)
        let probe = try #require(scenario.probe("p"))
        guard case .http(let request) = probe.kind, case .form(let form) = request.body,
            case .bearer(let token) = request.auth
        else { throw Unexpected() }
        #expect(request.method == "POST")
        #expect(request.headers.map(\.name.text) == ["X-A", "X-Id"])
        #expect(form.map(\.value.literal) == ["1", "no"])
        #expect(token.references.map(\.text) == ["secrets.TOKEN"])
        #expect(request.clientCertificate?.key?.literal == "k.pem")
        #expect(probe.absent == [404, 410])
        #expect(probe.clock == "db")
        #expect(probe.skew == .milliseconds(5))
        #expect(probe.timeout == .seconds(2))
        guard case .http(let purge) = scenario.probe("q")?.kind, case .basic(let user, _) = purge.auth,
            case .command(let run) = scenario.probe("r")?.kind
        else { throw Unexpected() }
        #expect(purge.method == "PURGE")
        #expect(user.literal == "u")
        #expect(run.map(\.literal) == ["psql", "-c", "select 1"])
        #expect(scenario.probe("r")?.absent == [2])
    }

    @Test("a probe of files, and a step that looks at the back end")
    func files() throws {
        let scenario = try parsed(
            Sample(
                probes: """
                    probes:
                      p: { file: { glob: "out/**/*-{a,b}.csv", containing: "${run.id}" }, timeout: 2s, clock: disk }
                      q: { file: { glob: "${uuid}.txt" } }
                    """,
                end: """
                    then:
                      - expect: { probe: p, match: { count: 1 } }
                        timeout: 20s
                      - expect: { probe: p, path: "$.files[*].text", match: { contains: paid } }
                      - expect: { probe: p, count: $.files, exactly: 0 }
                    """
            ).text)
        guard case .file(let files) = scenario.probe("p")?.kind, case .file(let other) = scenario.probe("q")?.kind
        else { throw Unexpected() }
        #expect(files.glob.literal == "out/**/*-{a,b}.csv")
        #expect(files.containing?.references.map(\.text) == ["run.id"])
        #expect(other.containing == nil)
        #expect(scenario.probe("p")?.clock == "disk")
        let conditions = scenario.then.compactMap { step -> ConditionSpec? in
            guard case .expect(let spec) = step.action, case .probe(let condition) = spec.target else { return nil }
            return condition
        }
        #expect(conditions.map(\.probe.text) == ["p", "p", "p"])
        guard case .match = conditions[0].test, case .path = conditions[1].test,
            case .exactly(_, 0) = conditions[2].test
        else { throw Unexpected() }
        #expect(scenario.then.map(\.effectiveTimeout) == [.seconds(20), .seconds(5), .seconds(5)])
        let condition = try conditions[1].resolve(Variables(run: RunIdentity(id: "r")))
        #expect(condition.test == .path(try JSONPath("$.files[*].text"), try JSONPattern(["contains": "paid"])))
    }

    @Test("an http step and what is expected of its answer")
    func httpStep() throws {
        let scenario = try parsed(
            Sample(
                end: """
                    teardown:
                      - http: { delete: "https://a.test" }
                      - http: { post: "https://a.test", json: { a: [1, true, null, no, 1.5, "2"] } }
                        expect: { status: [200, 201], match: { ok: true } }
                      - http: { put: "https://a.test", body: plain }
                        expect: { status: 409 }
                    """
            ).text)
        let steps = scenario.teardown.compactMap { step -> HTTPStep? in
            if case .http(let http) = step.action { return http }
            return nil
        }
        #expect(steps.map(\.request.method) == ["DELETE", "POST", "PUT"])
        #expect(steps[0].accepts(204))
        #expect(!steps[0].accepts(302))
        #expect(steps[1].accepts(201))
        #expect(!steps[1].accepts(204))
        #expect(steps[1].match != nil)
        #expect(steps[2].accepts(409))
        guard case .json(let body) = steps[1].request.body else { throw Unexpected() }
        let variables = Variables(run: RunIdentity(id: "r"))
        #expect(try body.resolve(variables) == ["a": [1, true, .null, "no", 1.5, "2"]])
    }

    @Test("converge with everything")
    func converge() throws {
        let scenario = try parsed(
            Sample.converge(
                """
                within: 1m30s
                settle: 2s
                poll: [100ms, 1s]
                stages:
                  a: { probe: p, match: { a: 1 }, boundary: web -> api, within: 2s, may_hold_before: true }
                  b: { probe: p, path: "$.b[*].s", match: { one_of: [x, y] }, after: a, passing: true, order: strict }
                  c:
                    probe: p
                    count: $.c
                    identity: "$.c[*].id"
                    exactly: 2
                    time: $.t
                    clock: db
                    after: [a, b]
                    redelivery: forbidden
                  d: { probe: p, count: $.d, changes_by: -1 }
                never:
                  - { probe: p, match: { state: failed }, boundary: api->billing }
                final: { probe: p, path: $.state, match: ok }
                """))
        let converge = scenario.converge
        #expect(converge.within == .seconds(90))
        #expect(converge.settle == .seconds(2))
        #expect(converge.poll == [.milliseconds(100), .seconds(1)])
        let stages = converge.stages
        #expect(stages.map(\.name.text) == ["a", "b", "c", "d"])
        #expect(stages[0].boundary == Boundary(from: "web", to: "api"))
        #expect(stages[0].within == .seconds(2))
        #expect(stages[0].mayHoldBefore)
        #expect(stages[1].passing)
        #expect(stages[1].strictOrder)
        #expect(stages[1].after.map(\.text) == ["a"])
        #expect(stages[2].identity?.literal == "$.c[*].id")
        #expect(stages[2].time?.literal == "$.t")
        #expect(stages[2].clock == "db")
        #expect(stages[2].after.map(\.text) == ["a", "b"])
        #expect(stages[2].redeliveryForbidden)
        guard case .exactly(_, 2) = stages[2].condition.test, case .changesBy(_, -1) = stages[3].condition.test,
            case .path = converge.final?.test
        else { throw Unexpected() }
        #expect(converge.never.map(\.text) == ["{ probe: p, match: { state: failed }, boundary: api->billing }"])
        #expect(converge.never[0].boundary == Boundary(from: "api", to: "billing"))
    }

    @Test("the top of a scenario")
    func top() throws {
        let scenario = try parsed(
            Sample(
                top: """
                    outcome: All is well
                    tags: [a, no, 3]
                    impact: ["src/**"]
                    needs: { env: [APP_URL], secrets: [PW] }
                    let: { a: 1, b: "${a}-x", c: { d: [no, "${b}"] } }
                    base: "${env.APP_URL}"
                    testid_attribute: data-qa
                    idempotent: false
                    exclusive: true
                    correlation:
                      id: "${uuid}"
                      origins: ["${env.APP_URL}", "https://api.test:8443"]
                      local_storage: x-id
                      header: x-id
                      traceparent: true
                    given: { probe: p, match: { state: { not: ok } } }
                    """,
                end: "then:\n  - goto: /a"
            ).text)
        #expect(scenario.name == "sample")
        #expect(scenario.outcome == "All is well")
        #expect(scenario.tags == ["a", "no", "3"])
        #expect(scenario.impact == ["src/**"])
        #expect(scenario.needs.env.map(\.text) == ["APP_URL"])
        #expect(scenario.needs.secrets.map(\.text) == ["PW"])
        #expect(scenario.lets.map(\.name.text) == ["a", "b", "c"])
        #expect(scenario.base?.references.map(\.text) == ["env.APP_URL"])
        #expect(scenario.testIDAttribute == "data-qa")
        #expect(!scenario.idempotent)
        #expect(scenario.exclusive && scenario.runsAlone)
        let correlation = try #require(scenario.correlation)
        #expect(correlation.origins.map(\.source) == ["${env.APP_URL}", "https://api.test:8443"])
        #expect(correlation.localStorage?.literal == "x-id")
        #expect(correlation.header?.literal == "x-id")
        #expect(correlation.traceparent)
        #expect(scenario.given?.probe.text == "p")
    }

    @Test("the name of the correlation's header may be filled in")
    func correlationHeader() throws {
        let origins = "[\"https://a.test\"]"
        let scenario = try parsed(
            Sample.top("correlation: { id: a, origins: \(origins), header: \"x-${run.id}-id\" }"))
        #expect(scenario.correlation?.header?.source == "x-${run.id}-id")
    }

    @Test(
        "what is counted from the baseline runs alone, wherever it stands",
        arguments: [
            Sample.stage("probe: p, count: $.a, changes_by: 1"),
            Sample.converge("within: 5s\nfinal: { probe: p, count: $.a, changes_by: 1 }"),
            Sample.converge(
                "within: 5s\nnever: [{ probe: p, count: $.a, changes_by: 2 }]\nfinal: { probe: p, match: { state: ok } }"
            ),
        ])
    func runsAlone(_ text: String) throws {
        let scenario = try parsed(text)
        #expect(!scenario.exclusive && scenario.runsAlone)
    }

    @Test("defaults")
    func defaults() throws {
        let scenario = try parsed(Sample().text)
        #expect(scenario.testIDAttribute == "data-testid")
        #expect(!scenario.idempotent)
        #expect(!scenario.exclusive && !scenario.runsAlone)
        #expect(scenario.converge.settle == nil)
        #expect(scenario.converge.poll == [])
        #expect(scenario.steps[0].effectiveTimeout == .seconds(10))
    }
}
