import Convergence
import Foundation
import JSONKit
import RunModel
import Testing

/// Where in the scenario's file a verdict points.
@Suite struct PlaceTests {
    private static let name = RunModel.SourceLocation(line: 1, column: 11)
    private static let stage = RunModel.SourceLocation(line: 40, column: 5)

    /// The story's result, from a journal that says where things stand.
    private static func result(_ story: Story, places: [String: RunModel.SourceLocation]? = ["processed": stage]) throws
        -> RunResult
    {
        var events = Player.played(try Plans.upgrade(), story).events
        for index in events.indices {
            switch events[index].body {
            case .runStarted(var start):
                start.location = places == nil ? nil : name
                events[index].body = .runStarted(start)
            case .plan(var plan):
                plan.places = places
                events[index].body = .plan(plan)
            default: break
            }
        }
        return RunFold.result(of: events)
    }

    @Test("a stage that did not come is pointed at where it stands")
    func stage() throws {
        let result = try Self.result(.but { $0.drop("processed", "entitled", "events", "plan") })
        #expect(result.firstReason?.stage == "processed")
        #expect(result.place == Self.stage)
    }

    @Test("a stage whose place the journal does not tell points at the scenario's name")
    func unplaced() throws {
        let result = try Self.result(.but { $0.drop("processed", "entitled", "events", "plan") }, places: [:])
        #expect(result.place(of: try #require(result.firstReason)) == nil)
        #expect(result.place == Self.name)
    }

    @Test("a step that failed is pointed at where it stands")
    func step() throws {
        let result = try Self.result(
            .but { story in
                story.steps[0].failure = StepFailure(kind: .action, message: "covered")
            })
        let index = try #require(result.firstReason?.step)
        #expect(result.place == result.steps[index].started.location)
        #expect(result.place != Self.name)
    }

    @Test("a place in a fragment names its file, also in the journal, and one in the scenario is as it always was")
    func fragment() throws {
        let inside = RunModel.SourceLocation(line: 3, column: 5, file: "fragments/log-in.yaml")
        #expect(inside.text(in: "a.yaml") == "fragments/log-in.yaml:3")
        #expect(Self.stage.text(in: "a.yaml") == "a.yaml:40")
        func line(_ location: RunModel.SourceLocation) throws -> String {
            let step = StepStarted(index: 1, name: "x", phase: .steps, location: location)
            let event = RunEvent(seq: 0, t: 0, body: .stepStarted(step))
            let line = try event.line()
            #expect(try RunEvent(line: line) == event)
            return String(decoding: line, as: UTF8.self)
        }
        let told = try line(inside)
        #expect(try JSON(parsing: told)["location"]?["file"] == "fragments/log-in.yaml")
        #expect(try line(Self.stage).contains("\"location\":{\"column\":5,\"line\":40}"))
    }

    @Test("a run that passed is at its scenario's name, and one of an older journal nowhere")
    func passed() throws {
        #expect(try Self.result(.healthy).place == Self.name)
        #expect(try Self.result(.healthy, places: nil).place == nil)
    }
}
