/// The methods to keep, and what of a protocol they reach.
struct Selection {
    /// The kept names, as `Domain.method`.
    let methods: Set<String>

    /// Reads the list: one name a line, `#` starts a comment.
    init(list: String) {
        methods = Set(
            list.split(whereSeparator: \.isNewline)
                .map { $0.prefix { $0 != "#" }.filter { !$0.isWhitespace } }
                .filter { !$0.isEmpty })
    }

    /// The part of a protocol that the methods reach.
    ///
    /// - Throws: ``GeneratorError`` naming the methods that the protocol does not have.
    func prune(_ model: ProtocolModel) throws -> ProtocolModel {
        var pruned = model
        var missing = methods
        var reached: [String] = []
        for index in pruned.domains.indices {
            let domain = pruned.domains[index].domain
            pruned.domains[index].commands?.removeAll { !methods.contains("\(domain).\($0.name)") }
            pruned.domains[index].events?.removeAll { !methods.contains("\(domain).\($0.name)") }
            pruned.domains[index].dropDeprecated()
            for command in pruned.domains[index].commands ?? [] {
                missing.remove("\(domain).\(command.name)")
                reached += ((command.parameters ?? []) + (command.returns ?? [])).flatMap { $0.references(in: domain) }
            }
            for event in pruned.domains[index].events ?? [] {
                missing.remove("\(domain).\(event.name)")
                reached += (event.parameters ?? []).flatMap { $0.references(in: domain) }
            }
        }
        guard missing.isEmpty else {
            throw GeneratorError("the protocol has no \(missing.sorted().joined(separator: ", ")); correct methods.txt")
        }
        return pruned.keepingTypes(reachedFrom: reached)
    }
}

extension ProtocolModel {
    /// The protocol with only the types that some names reach, and only the domains that are not empty.
    func keepingTypes(reachedFrom names: [String]) -> ProtocolModel {
        let kept = reach(from: names)
        var result = self
        for index in result.domains.indices {
            let domain = result.domains[index].domain
            result.domains[index].types?.removeAll { !kept.contains("\(domain).\($0.id ?? "")") }
        }
        result.domains.removeAll { domain in
            (domain.commands ?? []).isEmpty && (domain.events ?? []).isEmpty && (domain.types ?? []).isEmpty
        }
        return result
    }

    /// The types that some names reach, with the names themselves.
    func reach(from names: [String]) -> Set<String> {
        var types: [String: [String]] = [:]
        for domain in domains {
            for type in domain.types ?? [] {
                types["\(domain.domain).\(type.id ?? "")"] = type.references(in: domain.domain)
            }
        }
        var reached: Set<String> = []
        var next = names
        while let name = next.popLast() {
            if reached.insert(name).inserted { next += types[name] ?? [] }
        }
        return reached
    }
}

extension Domain {
    fileprivate mutating func dropDeprecated() {
        for index in (types ?? []).indices { types?[index].properties?.removeAll(where: \.isDroppable) }
        for index in (events ?? []).indices { events?[index].parameters?.removeAll(where: \.isDroppable) }
        for index in (commands ?? []).indices {
            commands?[index].parameters?.removeAll(where: \.isDroppable)
            commands?[index].returns?.removeAll(where: \.isDroppable)
        }
    }
}
