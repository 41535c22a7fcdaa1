import Foundation
import TestSupport
import Testing
import Transport

/// `--junit`: one report for all runs of a command, whatever becomes of them.
@Suite(.timeLimit(.minutes(15)))
struct JUnitTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        for name in ["first", "second"] {
            var scenario = SampleScenario()
            scenario.name = name
            scenario.within = "1s"
            try workplace.write(scenario.text, as: "\(name).yaml")
        }
    }

    private func report(_ name: String = "reports/junit.xml") throws -> String {
        try String(contentsOf: workplace.url.appending(path: name), encoding: .utf8)
    }

    private static func attachments(_ report: String) -> [String] {
        report.matches(of: /(?m)^\[\[ATTACHMENT\|([^\]]+)\]\]$/).map { String($0.1) }
    }

    @Test("Two runs are one report; what it attaches is there, in the folders' last names")
    func suite() async throws {
        let application = try SampleApplication(.stuck)
        let ending = try await endstate(
            "run", "first.yaml", "second.yaml", "--junit", "reports/junit.xml", in: workplace,
            environment: application.environment)
        #expect(ending.status == 1, "\(ending.all)")
        let text = try report()
        #expect(
            text.contains("<testsuites name=\"endstate\" tests=\"2\" failures=\"1\" errors=\"1\" skipped=\"0\" time="))
        #expect(text.contains("name=\"first\" file=\"first.yaml\" line="))
        #expect(text.contains("type=\"stage_missing\"") && text.contains("type=\"holds_before_trigger\""))
        let attachments = Self.attachments(text)
        #expect(attachments.count >= 3 && attachments.contains { $0.hasSuffix(".png") }, "\(attachments)")
        for path in attachments {
            #expect(path.hasPrefix("Artifacts/2"))
            #expect(FileManager.default.fileExists(atPath: workplace.url.appending(path: path).path()), "\(path)")
        }
        for bundle in try workplace.bundles.map(RunBundle.init) {
            let own = try String(contentsOf: bundle.folder.appending(path: "junit.xml"), encoding: .utf8)
            #expect(Self.attachments(own).contains("Artifacts/\(bundle.folder.lastPathComponent)/run.json"))
            #expect(!own.contains(".partial"))
        }
    }

    @Test("A run that passed is reported as well, although its bundle keeps only the essential")
    func passed() async throws {
        let application = try SampleApplication()
        let ending = try await endstate(
            "run", "first.yaml", "--junit", "junit.xml", in: workplace, environment: application.environment)
        #expect(ending.status == 0, "\(ending.all)")
        let text = try report("junit.xml")
        #expect(text.contains("tests=\"1\" failures=\"0\" errors=\"0\"") && text.contains("--artifacts always"))
        #expect(!(try workplace.bundle().files.contains("junit.xml")))
    }

    @Test("An interrupted suite is reported whole")
    func interrupted() async throws {
        let application = try SampleApplication(.stuck)
        let server = application.server
        let ending = try await withTool(
            ["run", "first.yaml", "second.yaml", "--junit", "reports/junit.xml"], in: workplace,
            environment: application.environment
        ) { tool in
            try await server.request { $0.path == "/act" }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130)
        let text = try report()
        #expect(text.contains("tests=\"2\" failures=\"0\" errors=\"2\""))
        #expect(text.contains("message=\"interrupted by SIGINT\" type=\"interrupted\""))
    }

    @Test("A report of an earlier command is not taken for that of one that was killed")
    func stale() async throws {
        try workplace.write("<testsuites/>", as: "junit.xml")
        let application = try SampleApplication(.stuck)
        let server = application.server
        _ = try await withTool(
            ["run", "first.yaml", "--junit", "junit.xml"], in: workplace, environment: application.environment
        ) { tool in
            try await server.request { $0.path == "/act" }
            tool.signal(.kill)
            return try await tool.ended()
        }
        #expect(!FileManager.default.fileExists(atPath: workplace.url.appending(path: "junit.xml").path()))
    }

    @Test("What is no file is written into and stays what it is", arguments: ["real.xml", "/dev/stdout"])
    func outside(_ target: String) async throws {
        try workplace.write(String(repeating: "an older report\n", count: 1000), as: "real.xml")
        let link = workplace.url.appending(path: "junit.xml").path()
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        let application = try SampleApplication()
        let ending = try await endstate(
            "run", "first.yaml", "--junit", "junit.xml", in: workplace, environment: application.environment)
        #expect(ending.status == 0, "\(ending.all)")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
        let file = try report("real.xml")
        let text = target == "real.xml" ? file : ending.output.joined(separator: "\n")
        #expect(text.contains("<testsuites ") && text.contains("tests=\"1\" failures=\"0\""), "\(text)")
        #expect(file.contains("an older report") == (target != "real.xml"))
    }

    @Test("A text that became a secret late is masked in it, also where nothing else is kept")
    func lateSecret() async throws {
        let token = "tok-Zq7Jw-0815"
        let application = try SampleApplication()
        application.server.route("/", .html(SampleApplication.page(shows: token)))
        application.server.route("/late", .json("{\"token\": \"\(token)\"}"))
        var scenario = SampleScenario()
        scenario.end = """
            then:
              - expect: { testid: plan, text: Pro }
                timeout: 500ms
            teardown:
              - http: { get: "${env.APP}/late" }
                capture: { late: { from: response, path: $.token, secret: true } }
            """
        try workplace.write(scenario.text, as: "late.yaml")
        let ending = try await endstate(
            "run", "late.yaml", "--artifacts", "never", "--junit", "junit.xml", in: workplace,
            environment: application.environment)
        #expect(ending.status == 1, "\(ending.all)")
        let text = try report("junit.xml")
        #expect(text.contains("«secret»") && !text.contains(token), "\(text)")
        #expect(text.contains("<failure message=") && text.contains("</testsuites>"))
        #expect(!ending.output.contains { $0.contains(token) }, "\(ending.output)")
    }

    @Test("A secret that is called like a part of the report leaves it a report")
    func markup() async throws {
        let application = try SampleApplication()
        var scenario = SampleScenario()
        scenario.needs = "needs: { env: [APP], secrets: [WORD] }"
        try workplace.write(scenario.text, as: "word.yaml")
        let environment = application.environment.merging(["WORD": "testcase"]) { $1 }
        let ending = try await endstate(
            "run", "word.yaml", "--junit", "junit.xml", in: workplace, environment: environment)
        #expect([0, 3].contains(ending.status), "\(ending.all)")
        let text = try report("junit.xml")
        #expect(text.contains("<testcase classname=") && text.contains("</testcase>"), "\(text)")
    }

    @Test(
        "A report that cannot be written is told before anything starts",
        arguments: [".", "/proc/x.xml", "first.yaml/x"])
    func unwritable(_ path: String) async throws {
        let application = try SampleApplication()
        let ending = try await endstate(
            "run", "first.yaml", "--junit", path, in: workplace, environment: application.environment)
        #expect(ending.status == 2)
        #expect(ending.output.isEmpty && ending.errors.count == 1, "\(ending.all)")
        #expect(ending.errors.first?.hasPrefix("endstate: --junit \(path): the file cannot be written: ") == true)
        #expect(application.server.requests.isEmpty && workplace.bundles.isEmpty)
    }

    @Test("A report that cannot be written at the end lets no gate pass")
    func lost() async throws {
        let application = try SampleApplication()
        let server = application.server
        let folder = workplace.url.appending(path: "reports")
        let ending = try await withTool(
            ["run", "first.yaml", "--junit", "reports/junit.xml"], in: workplace, environment: application.environment
        ) { tool in
            try await server.request { $0.path == "/act" }
            try FileManager.default.removeItem(at: folder)
            try Data().write(to: folder)
            return try await tool.ended()
        }
        #expect(ending.status == 3, "\(ending.all)")
        #expect(ending.errors.last?.hasPrefix("endstate: --junit reports/junit.xml: ") == true, "\(ending.errors)")
        #expect(try workplace.bundle().verdict == "passed")
    }
}
