import Convergence
import Foundation
import JSONKit
import RunModel

/// Goes through the looks in order and compares each with the one before of the same probe.
struct LookTrail {
    /// The looks as the page has them.
    private(set) var data: [LookData] = []
    /// How each subject's reading went: whenever it became another, what it came to.
    private(set) var history: [Subject: [StageData.Moment]] = [:]
    /// What is not shown.
    private(set) var left: String?

    /// What is remembered of a probe's last look.
    private struct Last {
        var readings: [String: Reading] = [:]
        var place: Int?
        var blob: String?
        var json: JSON?
        var data: Data?
    }

    private let plan: ConvergencePlan?
    private var last: [String: Last] = [:]
    private var bases: [String: Base] = [:]
    private var names: [String: String] = [:]

    /// Looks beyond these are left out where they say what the one before said.
    private static let limit = 800
    private static let changesShown = 60

    /// Goes through the looks of a run.
    ///
    /// - Parameters:
    ///   - record: The run.
    ///   - texts: Where the bodies go.
    init(_ record: RunRecord, texts: inout TextStore) {
        plan = record.result.plan
        var skipped = 0
        for event in record.events {
            guard case .look(let taken) = event.body else { continue }
            // The files of a body are named by its digest.
            if let blob = taken.blob { names[String(blob.prefix { $0 != "." })] = blob }
            guard data.count < Self.limit || isNews(taken.look) else {
                skipped += 1
                continue
            }
            add(taken, line: event.lineNumber, texts: &texts)
        }
        if skipped > 0 { left = "\(skipped) of \(skipped + data.count) looks, which said what the one before said" }
    }

    private func isNews(_ look: Look) -> Bool {
        data.count < Self.limit * 2 && look.isSuccessful
            && look.facts != last[look.probe]?.readings.mapValues(\.withoutWhy)
    }

    private mutating func add(_ taken: LookTaken, line: Int, texts: inout TextStore) {
        let look = taken.look
        var entry = LookData(
            probe: look.probe, start: look.start.tenth, end: look.end.tenth, outcome: look.outcome.rawValue,
            purpose: taken.purpose.rawValue, status: look.status, line: line)
        entry.detail = texts.words(look.detail, limit: 600)
        var memory = last[look.probe, default: Last()]
        if look.isSuccessful {
            let subjects = plan?.subjects.filter { look.readings[$0.subject.key] != nil } ?? []
            note(subjects, of: taken)
            if look.readings != memory.readings || memory.place == nil {
                entry.readings = subjects.map { reading(of: $0.subject, $0.condition, in: look, memory, &texts) }
            }
            memory.readings = look.readings
        }
        compare(&entry, taken, &memory, texts: &texts)
        memory.place = data.count
        last[look.probe] = memory
        data.append(entry)
    }

    private func reading(
        of subject: Subject,
        _ condition: Condition,
        in look: Look,
        _ memory: Last,
        _ texts: inout TextStore
    ) -> ReadingData {
        let reading = look.readings[subject.key] ?? Reading()
        let old = memory.readings[subject.key]
        let isNew = old.map { $0.withoutWhy != reading.withoutWhy } ?? false
        let assessment = Assessment(reading, condition: condition, base: bases[subject.key])
        // A forbidden state that holds is no good sign.
        let isForbidden = if case .never = subject { true } else { false }
        return ReadingData(
            name: subject.title(plan),
            state: isForbidden && assessment == .reached ? Assessment.over.name : assessment.name,
            text: reading.words, why: texts.change(reading.why, limit: 300), before: isNew ? old?.words : nil)
    }

    /// Notes what the look says of each subject, where it is something else than before.
    private mutating func note(_ subjects: [(subject: Subject, condition: Condition)], of taken: LookTaken) {
        for (subject, condition) in subjects {
            let reading = taken.look.readings[subject.key]
            if taken.purpose == .baseline { bases[subject.key] = Base(reading) }
            guard taken.purpose != .step else { continue }
            let state = Assessment(reading, condition: condition, base: bases[subject.key]).name
            if history[subject]?.last?.state != state {
                history[subject, default: []].append(StageData.Moment(t: taken.look.end.tenth, state: state))
            }
        }
    }

    /// Compares the answer with the one before.
    private mutating func compare(
        _ entry: inout LookData, _ taken: LookTaken, _ memory: inout Last, texts: inout TextStore
    ) {
        guard let blob = taken.blob ?? taken.bodyDigest.flatMap({ names[$0] }), BundleLink.isBlob(blob) else { return }
        entry.blob = blob
        if blob == memory.blob {
            entry.changes = []
            entry.before = memory.place
            return
        }
        let before = memory
        memory.blob = blob
        memory.data = texts.bytes(blob)
        memory.json = memory.data.flatMap { try? JSON(parsing: $0) }
        if let data = memory.data { texts.keep(blob, data, json: memory.json) }
        guard before.blob != nil, let old = before.json, let new = memory.json else { return }
        let changes = JSONDifference.between(old, new)
        var shown: [ChangeData] = []
        for change in changes.prefix(Self.changesShown) {
            guard let one = ChangeData(change, texts: &texts) else { break }
            shown.append(one)
        }
        entry.changes = shown
        entry.more = changes.count > shown.count ? changes.count - shown.count : nil
        entry.before = before.place
    }
}

extension Reading {
    /// The reading without its explanation, which may differ while nothing happens.
    fileprivate var withoutWhy: Reading {
        var reading = self
        reading.why = nil
        return reading
    }
}

extension Subject {
    /// The subject as it is called in a table.
    func title(_ plan: ConvergencePlan?) -> String {
        switch self {
        case .stage(let name): name
        case .final: "final state"
        case .given: "start condition"
        case .never(let index):
            if let plan, plan.never.indices.contains(index) { "never: \(plan.never[index].text)" } else { "never" }
        }
    }
}
