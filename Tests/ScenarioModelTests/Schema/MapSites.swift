import Testing

/// A place in a scenario where a map stands, with room for one more key.
struct MapSite: Sendable, CustomTestStringConvertible {
    /// What the map is.
    var name: String
    /// The scenario, with the place for one more key: `◊` in an empty map, `§` after another key, `¶` at the top.
    var text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    var testDescription: String { name }

    /// The scenario as it is.
    var plain: String { text.replacing(/[◊§¶]/, with: "") }

    /// The scenario with one more key.
    func with(_ key: String, _ value: String) -> String { with(["\(key): \(value)"]) }

    /// The scenario with more keys and their values.
    func with(_ entries: [String]) -> String {
        text.replacing("◊", with: entries.joined(separator: ", "))
            .replacing("§", with: entries.map { ", " + $0 }.joined())
            .replacing("¶", with: entries.map { $0 + "\n" }.joined())
    }
}

extension MapSite {
    /// Every map that has keys of the language, in each of its forms.
    static let all: [MapSite] = sections + fragments + requests + conditions + steps + acts + expectations

    /// Maps whose keys are the writer's own, or comparators.
    static let open = [
        MapSite("a pattern of nothing", Sample.stage("probe: p, match: { ◊ }")),
        MapSite("a pattern", Sample.stage("probe: p, match: { a: 1§ }")),
        MapSite("a pattern of a path", Sample.stage("probe: p, path: $.a, match: { ◊ }")),
        MapSite("a pattern inside another", Sample.stage("probe: p, match: { a: { b: 1§ } }")),
        MapSite("a value", Sample.top("let: { a: { ◊ } }")),
        MapSite("names of values", Sample.top("let: { ◊ }")),
        MapSite(
            "names of probes", Sample(probes: "probes: { p: { http: { get: \"https://a.test\" } }§ }").text),
        MapSite("headers", Sample.steps("- http: { get: \"https://a.test\", headers: { ◊ } }")),
        MapSite("a form", Sample.steps("- http: { post: \"https://a.test\", form: { ◊ } }")),
        MapSite("captures of an answer", Sample.steps("- { http: { get: \"https://a.test\" }, capture: { ◊ } }")),
        MapSite("captures", Sample.steps("- capture: { ◊ }")),
        MapSite("attributes", Sample.steps("- expect: { testid: a, attribute: { ◊ } }")),
        MapSite("what is given to a fragment", Sample.steps("- use: { file: a, with: { ◊ } }")),
        MapSite("a case", Sample.top("cases: [{ ◊ }]")),
    ]

    private static let sections = [
        MapSite("a scenario", Sample.top("¶outcome: a")),
        MapSite("needs", Sample.top("needs: { env: [A]§ }")),
        MapSite("correlation", Sample.top("correlation: { id: a, origins: [\"https://a.test\"]§ }")),
        MapSite("a probe over HTTP", Sample(probes: "probes:\n  p: { http: { get: \"https://a.test\" }§ }").text),
        MapSite("a probe by a command", Sample(probes: "probes:\n  p: { command: { run: [a] }§ }").text),
        MapSite("a probe of files", Sample(probes: "probes:\n  p: { file: { glob: a }§ }").text),
        MapSite("files", Sample(probes: "probes:\n  p: { file: { glob: a§ } }").text),
        MapSite("a handler", Sample.top("handlers: [{ when: { testid: a }, do: [reload]§ }]")),
        MapSite("a handler without a step", Sample.top("handlers: [{ when: { testid: a }§ }]")),
        MapSite("a handler's element", Sample.top("handlers: [{ when: { testid: a§ }, do: [reload] }]")),
        MapSite("a command", Sample(probes: "probes:\n  p: { command: { run: [a]§ } }").text),
        MapSite("converge", Sample(converge: "converge: { within: 5s, final: { probe: p, match: { a: 1 } }§ }").text),
        MapSite("converge without an end", Sample(converge: "converge: { within: 5s§ }").text),
        MapSite("a probe", Sample(probes: "probes:\n  p: { ◊ }").text),
    ]

    private static let fragments = [
        MapSite("a fragment", "fragment: a\n¶steps: [reload]\n"),
        MapSite("a fragment without steps", "fragment: a\n¶"),
        MapSite("a step of a fragment", "fragment: a\nsteps:\n  - { click: { testid: a }§ }\n"),
        MapSite("a step of a fragment without a verb", "fragment: a\nsteps:\n  - { name: a§ }\n"),
        MapSite("a use", Sample.steps("- use: { file: a§ }")),
        MapSite("a use of no file", Sample.steps("- use: { ◊ }")),
    ]

    private static let requests = [
        MapSite("a request", Sample.steps("- http: { post: \"https://a.test\"§ }")),
        MapSite("a request with a method", Sample.steps("- http: { method: PURGE, url: \"https://a.test\"§ }")),
        MapSite("a request without an address", Sample.steps("- http: { json: { a: 1 }§ }")),
        MapSite("a probe's request", Sample(probes: "probes:\n  p: { http: { get: \"https://a.test\"§ } }").text),
        MapSite("a token", Sample.steps("- http: { get: \"https://a.test\", auth: { bearer: \"${uuid}\"§ } }")),
        MapSite(
            "a password",
            Sample.steps("- http: { get: \"https://a.test\", auth: { basic: { user: a, password: \"${uuid}\"§ } } }")),
        MapSite("an identity", Sample.steps("- http: { get: \"https://a.test\", auth: { ◊ } }")),
        MapSite(
            "a certificate",
            Sample.steps("- http: { get: \"https://a.test\", client_certificate: { cert: a§ } }")),
        MapSite("an answer", Sample.steps("- { http: { get: \"https://a.test\" }, expect: { status: 200§ } }")),
        MapSite(
            "a capture of an answer",
            Sample.steps("- { http: { get: \"https://a.test\" }, capture: { a: { from: response§ } } }")),
        MapSite("a capture of an element", Sample.steps("- capture: { a: { from: { testid: b }§ } }")),
        MapSite("a capture of the address", Sample.steps("- capture: { a: { from: url§ } }")),
        MapSite("a capture of a probe", Sample.steps("- capture: { a: { from: p§ } }")),
    ]

    private static let conditions = [
        MapSite("given", Sample.top("given: { probe: p, match: { a: 1 }§ }")),
        MapSite("given as a count", Sample.top("given: { probe: p, count: $.a, exactly: 1§ }")),
        MapSite("a stage", Sample.stage("probe: p, match: { a: 1 }§")),
        MapSite("a stage with a path", Sample.stage("probe: p, path: $.a, match: 1§")),
        MapSite("a stage as a count", Sample.stage("probe: p, count: $.a, exactly: 1§")),
        MapSite("a stage with identities", Sample.stage("probe: p, count: $.a, exactly: 1, identity: $.a§")),
        MapSite("a stage without a test", Sample.stage("probe: p§")),
        MapSite("a stage that counts only", Sample.stage("probe: p, count: $.a§")),
        MapSite("final", Sample.converge("within: 5s\nfinal: { probe: p, match: { a: 1 }§ }")),
        MapSite(
            "never",
            Sample.converge("within: 5s\nnever: [{ probe: p, match: { a: 1 }§ }]\nfinal: { probe: p, match: 1 }")),
        MapSite("comparators", Sample.stage("probe: p, match: { a: { gte: 1§ } }")),
        MapSite("a pattern that holds always", Sample.stage("probe: p, match: { exists: true§ }")),
    ]

    private static let steps = [
        MapSite("a step", Sample.steps("- { click: { testid: a }§ }")),
        MapSite("a step without a verb", Sample.steps("- { ◊ }")),
        MapSite("a step that reloads", Sample.steps("- { reload: § }")),
        MapSite("a step that asserts", Sample.steps("- { expect: { testid: a }§ }")),
        MapSite("a step that captures", Sample.steps("- { capture: { a: { from: url } }§ }")),
        MapSite("a step that evaluates", Sample.steps("- { eval: a§ }")),
        MapSite("a step that sends a request", Sample.steps("- { http: { get: \"https://a.test\" }§ }")),
        MapSite("a step of a group", Sample.steps("- group: { name: a, do: [{ click: { testid: a }§ }] }")),
        MapSite("a step of then", Sample.then("- { click: { testid: a }§ }")),
        MapSite("a step of then without a verb", Sample.then("- { name: a§ }")),
        MapSite("a step of a group of then", Sample.then("- group: { name: a, do: [{ name: a§ }] }")),
        MapSite("a step of setup", Sample(end: "setup:\n  - { http: { get: \"https://a.test\" }§ }").text),
        MapSite("a step of setup without a verb", Sample(end: "setup:\n  - { name: a§ }").text),
        MapSite("a capture of teardown", Sample(end: "teardown:\n  - capture: { a: { from: p§ } }").text),
        MapSite("a group of teardown", Sample(end: "teardown:\n  - group: { name: a, do: [{ name: a§ }] }").text),
        MapSite("a trigger's step", Sample(steps: "steps:\n  - { trigger: { click: { testid: a } }§ }").text),
        MapSite("a trigger", Sample(steps: "steps:\n  - trigger: { click: { testid: a }§ }").text),
        MapSite("a trigger without a verb", Sample(steps: "steps:\n  - trigger: { name: a§ }").text),
        MapSite("a group", Sample.steps("- group: { name: a, do: [reload]§ }")),
        MapSite("a step that is a group", Sample.steps("- { group: { name: a, do: [reload] }§ }")),
        MapSite("a step that uses a fragment", Sample.steps("- { use: a§ }")),
        MapSite("a handler's step", Sample.top("handlers: [{ when: { testid: a }, do: [{ click: { testid: a }§ }] }]")),
        MapSite(
            "a handler's step without a verb", Sample.top("handlers: [{ when: { testid: a }, do: [{ name: a§ }] }]")),
    ]

    private static let acts = [
        MapSite("a click", Sample.steps("- click: { testid: a§ }")),
        MapSite("a click on a role", Sample.steps("- click: { role: button§ }")),
        MapSite("a click on a text", Sample.steps("- click: { text: a§ }")),
        MapSite("a click on nothing", Sample.steps("- click: { ◊ }")),
        MapSite("a position", Sample.steps("- click: { testid: a, position: { x: 1, y: 2.5§ } }")),
        MapSite("an element inside another", Sample.steps("- clear: { testid: a, within: { css: b§ } }")),
        MapSite("an element with another", Sample.steps("- check: { role: row, has: { label: b§ } }")),
        MapSite("a fill", Sample.steps("- fill: { label: a, with: b§ }")),
        MapSite("a type", Sample.steps("- type: { label: a, with: b§ }")),
        MapSite("a type without an element", Sample.steps("- type: { with: b§ }")),
        MapSite("a press", Sample.steps("- press: { label: a, key: b§ }")),
        MapSite("a press without an element", Sample.steps("- press: { key: b§ }")),
        MapSite("a select", Sample.steps("- select: { label: a, option: b§ }")),
        MapSite("a scroll", Sample.steps("- scroll: { label: a§ }")),
        MapSite("a wait", Sample.steps("- wait_for: { url: a§ }")),
        MapSite("a wait for nothing", Sample.steps("- wait_for: { ◊ }")),
        MapSite("a dialog", Sample.steps("- dialog: { accept: a§ }")),
        MapSite("a screenshot", Sample.steps("- screenshot: { testid: a§ }")),
        MapSite("an agreement", Sample.then("- agree: { ui: { testid: a }, backend: { probe: p, path: $.a }§ }")),
        MapSite(
            "an agreement's back end", Sample.then("- agree: { ui: { testid: a }, backend: { probe: p, path: $.a§ } }")),
    ]

    private static let expectations = [
        MapSite("an assertion about an element", Sample.steps("- expect: { testid: a§ }")),
        MapSite("an assertion about a role", Sample.steps("- expect: { role: button§ }")),
        MapSite("an assertion about a text", Sample.steps("- expect: { text: a§ }")),
        MapSite("an assertion about an element with a text", Sample.steps("- expect: { css: a, text: b§ }")),
        MapSite("an assertion about the title", Sample.steps("- expect: { title: a§ }")),
        MapSite("an assertion about a titled element", Sample.steps("- expect: { title: a, visible: true§ }")),
        MapSite("an assertion about the address", Sample.steps("- expect: { url: a§ }")),
        MapSite("an assertion about the back end", Sample.steps("- expect: { probe: p, match: { a: 1 }§ }")),
        MapSite("an assertion about a count", Sample.steps("- expect: { probe: p, count: $.a, exactly: 0§ }")),
        MapSite("an assertion about a probe alone", Sample.steps("- expect: { probe: p§ }")),
        MapSite("an assertion about nothing", Sample.steps("- expect: { ignore_case: true§ }")),
        MapSite("what must not hold", Sample.steps("- expect: { testid: a, not: { text: b }§ }")),
        MapSite("what must not hold of the page", Sample.steps("- expect: { not: { url: b }§ }")),
        MapSite("one assertion that must not hold", Sample.steps("- expect: { testid: a, not: { ◊ } }")),
    ]
}
