import Convergence
import Foundation
import JSONKit
import Probes
import RunModel
import ScenarioModel
import Synchronization

/// Makes looks: asks a probe, reduces its answer to readings, keeps the body where it differs from the one before.
final class Looker: Sendable {
    private let state: RunState
    private let lastBodies = Mutex<[String: (body: Data, blob: String?)]>([:])

    init(state: RunState) {
        self.state = state
    }

    /// Looks once and writes the look down.
    ///
    /// - Parameters:
    ///   - name: The probe.
    ///   - purpose: What the look is for.
    ///   - deadline: When the step that needs it gives up; `nil` for a look that is no step's.
    /// - Returns: The look, and the whole answer for whoever needs a value of it.
    @discardableResult
    func look(
        _ name: String, for purpose: LookTaken.Purpose, deadline: ContinuousClock.Instant? = nil
    ) async -> (look: Look, answer: JSON?) {
        let (taken, answer) = await take(name, for: purpose, deadline: deadline)
        state.emitter.emit(.look(taken), at: taken.look.end)
        return (taken.look, answer)
    }

    /// Looks once. The caller writes the look down, in the order in which it takes looks into account.
    func take(
        _ name: String, for purpose: LookTaken.Purpose, deadline: ContinuousClock.Instant? = nil
    ) async -> (taken: LookTaken, answer: JSON?) {
        let start = state.clock.now
        guard let probe = state.scenario.probe(name) else {
            let look = Look(probe: name, start: start, end: start, outcome: .rejected, detail: "there is no such probe")
            return (LookTaken(look: look, purpose: purpose), nil)
        }
        let ownDeadline = ContinuousClock.now + (probe.timeout ?? Defaults.exchange)
        var variables = state.currentVariables
        variables.freeze()
        let answer = await state.client.ask(probe, variables, deadline: min(ownDeadline, deadline ?? ownDeadline))
        var look = Look(probe: name, start: start, end: state.clock.now, outcome: answer.outcome)
        look.status = answer.status
        look.detail = answer.detail
        look.retryAfter = answer.retryAfter.map(\.milliseconds)
        if look.isSuccessful, purpose != .step || state.hasPlan {
            do {
                look.readings = try state.plan().readings(of: name, answer: answer.value)
            } catch {
                // An answer that cannot be held against anything says nothing: not that a stage is not there.
                look.outcome = .rejected
                look.detail = error.description
            }
        }
        var taken = LookTaken(look: look, purpose: purpose)
        taken.evidence = evidence(of: answer, probe)
        taken.address = state.client.address(of: probe, variables)
        await keep(answer, of: name, in: &taken)
        return (taken, answer.value)
    }

    /// What the scenario wants quoted of an answer; `nil` where there is nothing. A path that cannot be filled in yet
    /// selects nothing: quoting is no reason to fail.
    private func evidence(of answer: ProbeAnswer, _ probe: ProbeSpec) -> [String]? {
        guard let value = answer.value, let path = try? probe.evidence?.resolve(state.currentVariables) else {
            return nil
        }
        let quoted = path.values(in: value).suffix(Self.mostEvidence).map { value in
            let text = value.stringValue ?? value.serialized()
            return text.count > Self.evidenceLength ? "\(text.prefix(Self.evidenceLength))…" : text
        }
        return quoted.isEmpty ? nil : quoted
    }

    /// Of a long trail the end is what tells where it broke off.
    private static let mostEvidence = 3
    /// It stands in every look; the whole answer is kept beside it.
    private static let evidenceLength = 400

    /// Stores a body once; a look that brought the same again only names it.
    private func keep(_ answer: ProbeAnswer, of probe: String, in taken: inout LookTaken) async {
        guard !answer.body.isEmpty else { return }
        if let last = lastBodies.withLock({ $0[probe] }), last.body == answer.body {
            taken.bodyDigest = last.blob.map(Self.digest)
            return
        }
        let blob = await state.emitter.store(answer.body, as: answer.value == nil ? "txt" : "json")
        lastBodies.withLock { $0[probe] = (answer.body, blob) }
        taken.blob = blob
        taken.bodyDigest = blob.map(Self.digest)
    }

    /// A blob is named by its digest.
    private static func digest(_ blob: String) -> String { String(blob.prefix { $0 != "." }) }
}
