/// Evaluates a query on one value.
struct PathEvaluator {
    /// A value on the way, and how it was reached where that is asked for.
    struct Found {
        var value: JSON
        var trail: Trail?
    }

    /// The way to a value, shared between the values inside it.
    final class Trail: Sendable {
        let parent: Trail?
        let step: JSONPathNode.Step

        init(parent: Trail?, step: JSONPathNode.Step) {
            self.parent = parent
            self.step = step
        }
    }

    private let root: JSON
    private var effort = 0
    /// Regular expressions that come from the document, each read once.
    private var expressions: [String: RegexProgram?] = [:]

    /// A query that has done this much is given up: descending several times through a deep value takes time (and
    /// gives nodes) by a power of its depth. Looking at a node costs 1, keeping one costs 8.
    private static let largestEffort = 5_000_000

    init(root: JSON) {
        self.root = root
    }

    /// Whether the query was given up, so that what it gave is incomplete.
    var isExhausted: Bool { effort > Self.largestEffort }

    mutating func select(_ query: PathQuery, current: JSON, withTrails: Bool = false) -> [Found] {
        var nodes = [Found(value: query.start == .root ? root : current)]
        for segment in query.segments {
            var next: [Found] = []
            for node in nodes where !isExhausted {
                if segment.isDescendant {
                    descend(from: node, segment.selectors, withTrails, into: &next)
                } else {
                    for selector in segment.selectors {
                        apply(selector, to: node, withTrails, into: &next)
                    }
                }
            }
            nodes = next
        }
        return nodes
    }

    /// Applies selectors to a node and then to everything inside it, parents first.
    private mutating func descend(
        from node: Found, _ selectors: [PathSelector], _ withTrails: Bool, into found: inout [Found]
    ) {
        guard !isExhausted else { return }
        effort += 1
        for selector in selectors {
            apply(selector, to: node, withTrails, into: &found)
        }
        switch node.value {
        case .array(let elements):
            for (index, element) in elements.enumerated() where element.isContainer {
                let trail = withTrails ? Trail(parent: node.trail, step: .element(index)) : nil
                descend(from: Found(value: element, trail: trail), selectors, withTrails, into: &found)
            }
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) where member.isContainer {
                let trail = withTrails ? Trail(parent: node.trail, step: .member(name)) : nil
                descend(from: Found(value: member, trail: trail), selectors, withTrails, into: &found)
            }
        default: break
        }
    }

    private mutating func apply(
        _ selector: PathSelector, to node: Found, _ withTrails: Bool, into found: inout [Found]
    ) {
        func keep(_ value: JSON, _ step: JSONPathNode.Step) {
            effort += 8
            found.append(Found(value: value, trail: withTrails ? Trail(parent: node.trail, step: step) : nil))
        }
        guard !isExhausted else { return }
        effort += 1
        switch (selector, node.value) {
        case (.name(let name), .object(let members)):
            if let member = members[name] {
                keep(member, .member(name))
            }
        case (.index(let index), .array(let elements)):
            let index = index < 0 ? elements.count + index : index
            if elements.indices.contains(index) {
                keep(elements[index], .element(index))
            }
        case (.slice(let slice), .array(let elements)):
            for index in slice.indexes(count: elements.count) {
                keep(elements[index], .element(index))
            }
        case (.wildcard, .array(let elements)):
            for (index, element) in elements.enumerated() {
                keep(element, .element(index))
            }
        case (.wildcard, .object(let members)):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                keep(member, .member(name))
            }
        case (.filter(let filter), .array(let elements)):
            for (index, element) in elements.enumerated() where holds(filter, for: element) {
                keep(element, .element(index))
            }
        case (.filter(let filter), .object(let members)):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) where holds(filter, for: member) {
                keep(member, .member(name))
            }
        default: break
        }
    }

    // MARK: Filters

    private mutating func holds(_ filter: PathFilter, for current: JSON) -> Bool {
        guard !isExhausted else { return false }
        effort += 1
        switch filter {
        case .or(let terms):
            for term in terms where holds(term, for: current) { return true }
            return false
        case .and(let terms):
            for term in terms where !holds(term, for: current) { return false }
            return true
        case .not(let term): return !holds(term, for: current)
        case .exists(let query): return !select(query, current: current).isEmpty
        case .test(let call): return test(call, current)
        case .comparison(let left, let order, let right):
            return Self.compare(value(of: left, current), order, value(of: right, current))
        }
    }

    /// Compares two values, nothing standing for an empty node list (RFC 9535, 2.3.5.2.2).
    private static func compare(_ left: JSON?, _ order: PathOrder, _ right: JSON?) -> Bool {
        func precedes(_ one: JSON?, _ other: JSON?) -> Bool {
            guard let one, let other else { return false }
            return one.precedes(other) ?? false
        }
        return switch order {
        case .equal: left == right
        case .notEqual: left != right
        case .less: precedes(left, right)
        case .greater: precedes(right, left)
        case .lessOrEqual: precedes(left, right) || left == right
        case .greaterOrEqual: precedes(right, left) || left == right
        }
    }

    private mutating func value(of operand: PathOperand, _ current: JSON) -> JSON? {
        switch operand {
        case .literal(let literal): return literal
        case .query(let query): return singleValue(of: query, current)
        case .call(let call):
            switch (call.function, call.arguments[0]) {
            case (.length, let argument): return value(of: argument, current).flatMap(Self.length)
            case (.count, .query(let query)): return .integer(Int64(select(query, current: current).count))
            case (.value, .query(let query)):
                let nodes = select(query, current: current)
                return nodes.count == 1 ? nodes[0].value : nil
            default: return nil
            }
        }
    }

    /// The value of a singular query, without building lists of nodes.
    private mutating func singleValue(of query: PathQuery, _ current: JSON) -> JSON? {
        var value = query.start == .root ? root : current
        for segment in query.segments {
            effort += 1
            switch (segment.selectors[0], value) {
            case (.name(let name), .object(let members)):
                guard let member = members[name] else { return nil }
                value = member
            case (.index(let index), .array(let elements)):
                let index = index < 0 ? elements.count + index : index
                guard elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// The length of a string is counted in Unicode scalar values (2.4.4).
    private static func length(of value: JSON) -> JSON? {
        switch value {
        case .string(let text): .integer(Int64(text.unicodeScalars.count))
        case .array(let elements): .integer(Int64(elements.count))
        case .object(let members): .integer(Int64(members.count))
        default: nil
        }
    }

    private mutating func test(_ call: PathCall, _ current: JSON) -> Bool {
        guard case .string(let text)? = value(of: call.arguments[0], current) else { return false }
        var expression = call.expression
        if expression == nil, case .string(let pattern)? = value(of: call.arguments[1], current) {
            if case .literal = call.arguments[1] { return false }
            let known = expressions[pattern] ?? (try? RegexProgram(pattern, dialect: .interoperable))
            expressions[pattern] = known
            expression = known
        }
        guard let expression else { return false }
        effort += text.utf8.count
        return call.function == .match ? expression.matchesWhole(text) : expression.isFound(in: text)
    }
}

extension JSON {
    /// Whether values can stand inside this one.
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
