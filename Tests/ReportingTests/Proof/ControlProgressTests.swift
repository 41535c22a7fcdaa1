import Reporting
import RunModel
import Testing

/// What is shown while the run without its trigger is going.
@Suite struct ControlProgressTests {
    /// Nothing comes of the trigger, and so the page does not show what it should.
    private static let scene = Scene.but {
        $0.stop(after: 0)
        $0.failures["expect testid=upgrade-success visible"] = StepFailure(
            kind: .expectation, message: "expected visible, it is hidden")
    }

    private static func shown(_ scene: Scene) throws -> [RunEvent] {
        var control = ControlProgress()
        return try scene.events.compactMap { control.shown($0) }
    }

    private static func lines(_ events: [RunEvent]) async -> String {
        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(style: TerminalStyle(color: true), write: stream.write)
        for event in events { printer.show(event) }
        await printer.end()
        return stream.value
    }

    private static func speaksOfFailing(_ text: String) -> Bool {
        text.contains("✗") || text.contains("\u{1B}[1;31m")
    }

    @Test("it says that it is the control, and nothing of what has to fail")
    func lines() async throws {
        let events = try Self.shown(Self.scene)
        let text = await Self.lines(events)
        #expect(text.contains("control: without its trigger this run has to fail"), "\(text)")
        #expect(text.contains("left out, so nothing may come of it"), "\(text)")
        #expect(text.contains("DELETE"), "what is cleaned up is told: \(text)")
        #expect(!Self.speaksOfFailing(text), "\(text)")
        let told = try Self.scene.events
        let anyOther = await Self.lines(told)
        #expect(Self.speaksOfFailing(anyOther), "in any other run it is told")
    }

    @Test("nothing of the live line is red at any moment", arguments: [40, 80, 120])
    func live(_ width: Int) throws {
        var view = LiveView(style: TerminalStyle(width: width, color: true, live: true))
        for event in try Self.shown(Self.scene) {
            view.apply(event, at: event.t)
            for line in view.lines(now: event.t, frame: 0) {
                #expect(!Self.speaksOfFailing(line) && !line.contains("waiting"), "\(line)")
            }
        }
    }

    @Test("a step that fails before the trigger is told, for it has to go well here, too")
    func before() async throws {
        let failing = Scene.but {
            $0.failures["fill label=Email"] = StepFailure(kind: .action, message: "there is no such field")
        }
        let events = try Self.shown(failing)
        let text = await Self.lines(events)
        #expect(Self.speaksOfFailing(text) && text.contains("there is no such field"), "\(text)")
    }
}
