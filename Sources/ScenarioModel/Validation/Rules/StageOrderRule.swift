internal import JSONKit

/// `after` names stages that exist, and no stage waits for itself.
enum StageOrderRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let known = draft.stageNames.map(\.text)
        var faults: [Diagnostic] = []
        for stage in draft.scenario.converge.stages {
            for name in stage.after where !known.contains(name.text) {
                let nearest = StringDistance.nearest(to: name.text, in: known)
                faults.append(
                    draft.fault(
                        .unknownStage, at: name.span, "there is no stage `\(name)`",
                        remedy: nearest.map { "write after: \($0)" }
                            ?? "the stages are \(known.joined(separator: ", "))",
                        suggestion: nearest.map { "did you mean `\($0)`?" }
                    )
                )
            }
        }
        return faults + cycles(draft)
    }

    /// One fault for each cycle, where its first stage in file order names the next.
    private static func cycles(_ draft: Draft) -> [Diagnostic] {
        let stages = draft.scenario.converge.stages
        let after = Dictionary(stages.map { ($0.name.text, $0.after) }) { first, _ in first }
        var reported: Set<String> = []
        return stages.compactMap { stage in
            guard !reported.contains(stage.name.text), let cycle = cycle(from: stage.name.text, after) else {
                return nil
            }
            reported.formUnion(cycle)
            let place = stage.after.first { $0.text == cycle.dropFirst().first } ?? stage.after.first
            return draft.fault(
                .stageCycle, at: place?.span, "stages wait for each other: \(cycle.joined(separator: " after "))",
                remedy: "remove one of these `after`"
            )
        }
    }

    /// The shortest way from a stage over `after` back to it.
    private static func cycle(from start: String, _ after: [String: [Name]]) -> [String]? {
        var ways: [[String]] = [[start]]
        var seen: Set<String> = []
        while !ways.isEmpty {
            let way = ways.removeFirst()
            for next in after[way.last ?? start] ?? [] {
                if next.text == start { return way + [start] }
                if seen.insert(next.text).inserted { ways.append(way + [next.text]) }
            }
        }
        return nil
    }
}
