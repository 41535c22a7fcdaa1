import Convergence
import RunModel
import Testing

/// One row of the tables: a story and what it must be judged as.
struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var name: String
    var verdict: Verdict
    var reason: ReasonCode?
    var stage: String?
    var boundary: String?
    var nature: Diagnosis.Nature?
    var plan: @Sendable () throws -> ConvergencePlan
    var story: @Sendable () -> Story
    var check: (@Sendable (RunResult) -> Bool)?

    init(
        _ rule: String,
        _ name: String,
        _ verdict: Verdict,
        _ reason: ReasonCode? = nil,
        stage: String? = nil,
        boundary: String? = nil,
        nature: Diagnosis.Nature? = nil,
        plan: @escaping @Sendable () throws -> ConvergencePlan = { try Plans.upgrade() },
        story: @escaping @Sendable () -> Story = { .healthy },
        check: (@Sendable (RunResult) -> Bool)? = nil
    ) {
        self.rule = rule
        self.name = name
        self.verdict = verdict
        self.reason = reason
        self.stage = stage
        self.boundary = boundary
        self.nature = nature
        self.plan = plan
        self.story = story
        self.check = check
    }

    var testDescription: String { "\(rule): \(name)" }

    /// Plays the story and compares.
    func verify() throws {
        let result = Player.result(try plan(), story())
        let told = Comment(rawValue: result.reasons.map { "\($0.code.rawValue): \($0.detail)" }.joined(separator: "\n"))
        #expect(result.verdict == verdict, told)
        #expect(result.firstReason?.code == reason, told)
        if let stage { #expect(result.firstReason?.stage == stage, told) }
        if let boundary { #expect(result.firstReason?.boundary?.description == boundary, told) }
        if let nature { #expect(result.diagnosis?.nature == nature, told) }
        let checked = check?(result) ?? true
        #expect(checked, told)
        #expect((result.diagnosis == nil) == (verdict == .passed))
        if let lines = result.diagnosis?.lines { #expect(lines.count == 5 && lines.allSatisfy { !$0.isEmpty }) }
    }
}

extension RunResult {
    /// The status of a stage.
    func status(_ name: String) -> StageOutcome.Status? { stages.first { $0.subject.description == name }?.status }
}
