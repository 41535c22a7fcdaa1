import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel
import Testing

/// A journal may come from anywhere: no number in it may end the tool that reads it.
@Suite struct JournalNumberTests {
    static let numbers: [Double] = [1e15, 1e22, 1e300, -1e300, .greatestFiniteMagnitude, .infinity, -.infinity, .nan]

    /// A run with a number wherever a journal has a time, and the last ones wherever it counts.
    private static func record(_ number: Double) throws -> RunRecord {
        var record = try Scene.queueSchema.record { events in
            if case .runStarted(var start) = events[0].body {
                start.wallClock = number
                events[0].body = .runStarted(start)
            }
            for body in Self.bodies(number) { events.append(RunEvent(seq: .max, t: number, body: body)) }
        }
        record.result.stages[0].reachedAt = number
        record.result.convergedAt = number
        record.result.duration = number
        return record
    }

    private static func bodies(_ number: Double) -> [RunEvent.Body] {
        var request = RequestSent(id: "odd", method: "GET", url: "http://a/", type: "Fetch")
        request.wallTime = number
        request.timestamp = number
        var response = ResponseReceived(
            id: "odd", status: 200, timing: ["requestTime": number, "receiveHeadersEnd": number])
        response.timestamp = number
        let step = StepStarted(
            index: .max, name: "odd", phase: .then, location: SourceLocation(line: .max, column: .max))
        let look = Look(probe: "workflow", start: number, end: number, outcome: .transient)
        return [
            .request(request), .response(response),
            .responseWire(ResponseWire(id: "odd", status: 200, headers: [], headersSize: .max)),
            .requestFinished(RequestFinished(id: "odd", size: .min, timestamp: number)),
            .look(LookTaken(look: look, purpose: .step)), .stepStarted(step),
            .stepFinished(
                StepFinished(index: .max, outcome: .failed, error: StepFailure(kind: .action, message: "odd"))),
            .phase(PhaseEntered(.teardown)),
        ]
    }

    @Test("every report is made, and says what else there is", arguments: numbers)
    func reports(_ number: Double) throws {
        let record = try Self.record(number)
        for kind in ReportKind.allCases { #expect(kind.file(record)?.contents.isEmpty == false, "\(kind)") }

        let document = try JSON(parsing: Data(try #require(ReportKind.json.file(record)).contents))
        #expect(document["verdict"] == "failed" && document["stages"]?.arrayValue?.count == 5)
        #expect(ParsedXML.root(of: JUnitReport.text([FinishedRun(record)], from: nil)) != nil)
        let archive = try JSON(parsing: Data(try #require(ReportKind.har.file(record)).contents))
        let entries = try #require(archive["log"]?["entries"]?.arrayValue)
        for entry in entries {
            let date = entry["startedDateTime"]?.stringValue ?? ""
            #expect(date.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/), "\(date)")
        }
    }

    @Test("the verdict, the summaries and the progress are told", arguments: numbers)
    func terminal(_ number: Double) async throws {
        let record = try Self.record(number)
        #expect(VerdictText.block(record.result, style: TerminalStyle()).contains("upgrade-plan failed"))
        let suite = SuiteText.block(
            [SuiteRun(result: record.result, folder: nil, exitCode: 1)], duration: number, style: TerminalStyle())
        #expect(suite.contains("1 failed"))
        #expect(Annotations.lines([FinishedRun(record)], root: nil, directory: "/").count == 1)
        #expect(StepSummary.text([FinishedRun(record)], from: nil).contains("upgrade-plan"))

        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(style: TerminalStyle(), write: stream.write)
        var view = LiveView(style: TerminalStyle(width: 80, live: true))
        for event in record.events {
            printer.show(event)
            view.apply(event, at: number)
            #expect(view.lines(now: number, frame: 0).count == 1)
        }
        await printer.end()
        #expect(stream.value.contains("odd"))
    }
}
