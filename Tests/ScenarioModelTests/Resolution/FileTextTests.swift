import ScenarioModel
import Testing

@Suite("Whether a scenario reads the texts of files")
struct FileTextTests {
    /// Whether the probe `f` of a scenario needs the texts of its files.
    private func readsText(_ scenario: Scenario) throws -> Bool {
        guard case .file(let files) = scenario.probe("f")?.kind else { throw Unexpected() }
        return files.readsText
    }

    private static let probes = """
        probes:
          p: { http: { get: "https://api.test/look?id=${correlation.id}" } }
          f: { file: { glob: "out/${run.id}/*.csv" } }
        """

    /// The sample with a stage of files.
    private static func stage(_ entries: String) -> Sample {
        Sample(
            top: "let: { name: a.csv }",
            probes: probes,
            converge: """
                converge:
                  within: 10s
                  stages:
                    done: { probe: f, \(entries) }
                  final: { probe: p, match: { state: ok } }
                """
        )
    }

    @Test(
        "who counts files, or compares what is known of them, does not",
        arguments: [
            "match: { count: 1 }", "match: { count: { gte: 1 }, files: [{ name: a.csv, size: { gt: 0 } }] }",
            "match: { count: \"${name}\", files: { contains: { name: \"${name}\" } } }",
            "count: $.files, exactly: 2", "count: \"$.files[*]\", exactly: 2", "count: $.count, changes_by: 1",
            "count: $.files, exactly: 2, identity: \"$.files[*].sha256\"",
            "path: \"$.files[*].size\", match: { gt: 0 }", "path: \"$.files[0].name\", match: \"${name}\"",
            "path: \"$.files[?@.name == '${name}'].sha256\", match: abc",
            "path: \"$.files[?search(@.name, 'text.*') && @.size > 3]\", match: { note: { exists: false } }",
            "path: $.files, match: { contains: { name: { matches: csv } } }",
        ])
    func facts(_ entries: String) throws {
        #expect(try !readsText(parsed(Self.stage(entries).text)))
    }

    @Test(
        "who looks at a text, or may, does",
        arguments: [
            "path: \"$.files[*].text\", match: { contains: paid }", "path: \"$.files[0]['text']\", match: paid",
            "path: \"$..text\", match: paid", "path: \"$.files[*].*\", match: paid",
            "path: \"$.files[0]['${name}']\", match: paid",
            "path: '$[\"files\"][0][\"t\\u0065xt\"]', match: paid",
            "path: \"$.files[?search(@.text, 'paid')].name\", match: a.csv",
            "path: \"$.files[?@ == $.files[0]].name\", match: a.csv",
            "match: { files: [{ text: paid }] }", "match: { files: { contains: { not: { text: paid } } } }",
            "match: \"${name}\"", "path: \"$.files[*]\", match: \"${name}\"",
            "count: \"$.files[?@.name == 'x' || search(@.text, 'paid')]\", exactly: 1",
            "count: $.files, exactly: 2, identity: \"$.files[*].text\"",
            "count: $.files, exactly: 2, time: \"$.files[*].text\"",
        ])
    func texts(_ entries: String) throws {
        #expect(try readsText(parsed(Self.stage(entries).text)))
    }

    @Test("every place that reads a probe counts")
    func places() throws {
        let text = "path: \"$.files[*].text\", match: { contains: lost }"
        var samples = [
            Sample(top: "given: { probe: f, \(text) }"), Sample(end: "then:\n  - expect: { probe: f, \(text) }"),
            Sample(end: "then:\n  - agree: { ui: { testid: a }, backend: { probe: f, path: \"$.files[0].text\" } }"),
            Sample(end: "then:\n  - capture: { a: { from: f } }"),
            Sample(end: "then:\n  - group: { name: g, do: [capture: { a: { from: f, path: \"$.files[0]\" } }] }"),
            Sample(
                converge: """
                    converge:
                      within: 10s
                      stages:
                        done: { probe: f, match: { count: 1 } }
                      never: [{ probe: f, \(text) }]
                      final: { probe: p, match: { state: ok } }
                    """),
        ]
        for index in samples.indices { samples[index].probes = Self.probes }
        for sample in samples { #expect(try readsText(parsed(sample.text)), "\(sample.text)") }
    }

    @Test("what other probes are asked, what is quoted and facts that are captured do not count")
    func others() throws {
        var sample = Sample(
            end: """
                then:
                  - expect: { probe: g, path: "$.files[*].text", match: paid }
                  - capture: { a: { from: f, path: "$.files[0].name" }, b: { from: g } }
                  - agree: { ui: { testid: a }, backend: { probe: f, path: $.count } }
                """)
        sample.probes = """
            probes:
              p: { http: { get: "https://api.test/look?id=${correlation.id}" } }
              f: { file: { glob: "a/*.csv" }, evidence: "$.files[*].text" }
              g: { file: { glob: "b/*.csv" } }
            """
        #expect(try !readsText(parsed(sample.text)))
    }
}
