internal import JSONKit

/// Every case says the same things, and no two of them the same of all.
enum CaseRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let cases = draft.scenario.cases
        guard let first = cases.first else { return [] }
        let wanted = Set(first.values.keys)
        return cases.enumerated().dropFirst().flatMap { index, one -> [Diagnostic] in
            let own = Set(one.values.keys)
            var faults: [Diagnostic] = []
            if let name = wanted.subtracting(own).sorted().first {
                faults.append(
                    draft.fault(
                        .casesDiffer, at: one.span, "this case has no `\(name)`, which the first one has",
                        remedy: "give it one: every case has the same names"
                    )
                )
            }
            if let name = own.subtracting(wanted).sorted().first {
                let place = one.names.first { name == $0.text || name.hasPrefix($0.text + ".") }
                faults.append(
                    draft.fault(
                        .casesDiffer, at: place?.span ?? one.span, "the first case has no `\(name)`",
                        remedy: "give it to every case, or to none"
                    )
                )
            }
            if let same = cases[..<index].first(where: { $0.values == one.values }) {
                faults.append(
                    draft.fault(
                        .duplicateCase, at: one.span, "this case is the same as the one on line \(same.span.line)",
                        remedy: "keep one of them; to run the same more than once there is --repeat"
                    )
                )
            }
            return faults
        }
    }
}
