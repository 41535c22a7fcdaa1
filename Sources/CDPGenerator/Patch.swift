/// A hand correction of the protocol: the only place for one.
struct Patch: Codable {
    /// What it corrects: `Domain.Type`, `Domain.command` or `Domain.event`.
    var item: String
    /// Properties to leave out.
    var drop: [String]?
    /// Properties that an older or a newer browser may leave out.
    var optional: [String]?
    /// The Swift type to use for a type.
    var swift: String?
    /// Why.
    var reason: String
}

extension ProtocolModel {
    /// The protocol with the corrections made.
    ///
    /// - Throws: ``GeneratorError`` when a correction corrects nothing.
    func applying(_ patches: [Patch]) throws -> ProtocolModel {
        var result = self
        for patch in patches {
            var applied = false
            for index in result.domains.indices { result.domains[index].apply(patch, &applied) }
            guard applied else {
                throw GeneratorError("patch.json: \(patch.item) matches nothing; remove or correct it")
            }
        }
        return result
    }
}

extension Domain {
    fileprivate mutating func apply(_ patch: Patch, _ applied: inout Bool) {
        for index in (types ?? []).indices where "\(domain).\(types?[index].id ?? "")" == patch.item {
            types?[index].swift = patch.swift
            types?[index].properties?.apply(patch, &applied)
            if patch.swift != nil { applied = true }
        }
        for index in (events ?? []).indices where "\(domain).\(events?[index].name ?? "")" == patch.item {
            events?[index].parameters?.apply(patch, &applied)
        }
        for index in (commands ?? []).indices where "\(domain).\(commands?[index].name ?? "")" == patch.item {
            commands?[index].parameters?.apply(patch, &applied)
            commands?[index].returns?.apply(patch, &applied)
        }
    }
}

extension [Shape] {
    fileprivate mutating func apply(_ patch: Patch, _ applied: inout Bool) {
        let count = self.count
        removeAll { patch.drop?.contains($0.name ?? "") ?? false }
        applied = applied || self.count != count
        for index in indices where patch.optional?.contains(self[index].name ?? "") ?? false {
            self[index].optional = true
            applied = true
        }
    }
}
