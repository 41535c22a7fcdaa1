/// What narrows a locator down.
struct Refinements {
    var exact = false
    var hasText: Template?
    var has: LocatorSpec?
    var within: LocatorSpec?
    var nth: Int?
    var role: RoleSpec
}

extension Decoder {
    /// Reads what narrows a locator down.
    func refinements(_ fields: inout Fields, of kind: String?, asserting: Set<String>) -> Refinements {
        let empty = Template(literal: "", span: fields.span)
        var refinements = Refinements(role: RoleSpec(role: empty))
        if let entry = fields.take("exact") { refinements.exact = flag(entry) ?? false }
        if let entry = fields.take("has_text") { refinements.hasText = template(entry) }
        if let entry = fields.take("has") { refinements.has = locator(entry) }
        if let entry = fields.take("within") { refinements.within = locator(entry) }
        refinements.nth = place(&fields)
        if kind == "role" {
            role(&fields, into: &refinements.role, asserting: asserting)
        } else if kind != nil {
            for key in Self.roleKeys where !asserting.contains(key) {
                guard fields.has(key), let entry = fields.take(key) else { continue }
                report(
                    .conflictingKeys, at: entry.span, "`\(key)` belongs to `role`, not to `\(kind ?? "")`",
                    remedy: "remove it, or locate by role"
                )
            }
        }
        return refinements
    }

    /// `nth`, `first` or `last`.
    private func place(_ fields: inout Fields) -> Int? {
        let given = ["nth", "first", "last"].filter(fields.has)
        var place: Int?
        if let entry = fields.take("nth") { place = integer(entry, in: -1000...1000) }
        for (key, number) in [("first", 0), ("last", -1)] {
            guard let entry = fields.take(key), let value = flag(entry) else { continue }
            if value {
                place = number
            } else {
                report(.noEffect, at: entry.span, "`\(key): false` does nothing", remedy: "remove it")
            }
        }
        if given.count > 1, let second = fields.entries.last(where: { given.contains($0.key) }) {
            report(
                .conflictingKeys, at: second.span, "`\(given[0])` and `\(given[1])` exclude each other",
                remedy: "keep one of them"
            )
        }
        return place
    }

    private func toggle(_ entry: YAMLEntry) -> RoleSpec.Toggle? {
        let toggle = word(entry, as: RoleSpec.Toggle.self)
        if toggle == .mixed, Pending.mixedStates {
            unsupported("`\(entry.key): mixed`", at: entry.value.span)
            return nil
        }
        return toggle
    }

    private func role(_ fields: inout Fields, into role: inout RoleSpec, asserting: Set<String>) {
        func take(_ key: String) -> YAMLEntry? { asserting.contains(key) ? nil : fields.take(key) }
        if let entry = take("name") { role.name = template(entry) }
        if let entry = take("level") { role.level = integer(entry, in: 1...100) }
        if let entry = take("checked") { role.checked = toggle(entry) }
        if let entry = take("pressed") { role.pressed = toggle(entry) }
        if let entry = take("expanded") { role.expanded = flag(entry) }
        if let entry = take("selected") { role.selected = flag(entry) }
        if let entry = take("disabled") { role.disabled = flag(entry) }
        if let entry = take("include_hidden") { role.includeHidden = flag(entry) ?? false }
    }
}
