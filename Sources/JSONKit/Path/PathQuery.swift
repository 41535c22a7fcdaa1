/// A query, read and checked: where it starts and the segments it goes through (RFC 9535, 2.1).
struct PathQuery: Sendable {
    /// Where a query starts.
    enum Start: Sendable {
        /// `$`, the value as a whole.
        case root
        /// `@`, the value a filter looks at.
        case current
    }

    var start: Start
    var segments: [PathSegment]

    /// Whether the query selects one node at most, by its form (2.3.5.1).
    var isSingular: Bool {
        segments.allSatisfy { segment in
            guard !segment.isDescendant, segment.selectors.count == 1 else { return false }
            return switch segment.selectors[0] {
            case .name, .index: true
            case .wildcard, .slice, .filter: false
            }
        }
    }

    /// Whether the last segment takes one name, and the one before it may take several nodes.
    var takesMemberOfEach: Bool {
        guard segments.count >= 2, let last = segments.last, !last.isDescendant, last.selectors.count == 1,
            case .name = last.selectors[0]
        else { return false }
        return segments[segments.count - 2].selectors.contains { selector in
            switch selector {
            case .wildcard, .slice, .filter: true
            case .name, .index: false
            }
        }
    }
}

/// One segment: selectors applied to each node, or to each node and everything inside it (2.5).
struct PathSegment: Sendable {
    var isDescendant: Bool
    var selectors: [PathSelector]
}

/// What a segment takes from a node (2.3).
enum PathSelector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(PathSlice)
    case filter(PathFilter)
}

/// `start:end:step` (2.3.4).
struct PathSlice: Sendable {
    var start: Int?
    var end: Int?
    var step: Int

    /// The indexes the slice takes from an array.
    ///
    /// - Parameter count: The array's length.
    /// - Returns: The indexes in the order of the result; none for a step of 0.
    func indexes(count: Int) -> StrideTo<Int> {
        func absolute(_ index: Int) -> Int { index < 0 ? count + index : index }
        if step > 0 {
            let lower = min(max(absolute(start ?? 0), 0), count)
            let upper = min(max(absolute(end ?? count), 0), count)
            return stride(from: lower, to: max(lower, upper), by: step)
        }
        if step < 0 {
            let upper = min(max(absolute(start ?? count - 1), -1), count - 1)
            // Without an end the slice goes down to index 0, one step before which is -1.
            let lower = end.map { min(max(absolute($0), -1), count - 1) } ?? -1
            return stride(from: upper, to: min(upper, lower), by: step)
        }
        return stride(from: 0, to: 0, by: 1)
    }
}

/// What a filter asks of a node (2.3.5).
indirect enum PathFilter: Sendable {
    case or([PathFilter])
    case and([PathFilter])
    case not(PathFilter)
    case exists(PathQuery)
    case test(PathCall)
    case comparison(PathOperand, PathOrder, PathOperand)
}

/// The operators of a comparison (2.3.5.2.2).
enum PathOrder: String, Sendable, CaseIterable {
    // The longer of two operators with one beginning stands first.
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
}

/// One side of a comparison, or an argument of a function.
enum PathOperand: Sendable {
    case literal(JSON)
    case query(PathQuery)
    case call(PathCall)
}

/// A function call whose arguments have the right types (2.4).
struct PathCall: Sendable {
    var function: PathFunction
    var arguments: [PathOperand]
    /// The regular expression of `match` and `search`, where it is a literal: read once.
    var expression: RegexProgram?
}

/// The functions of RFC 9535 (2.4.4 to 2.4.8).
enum PathFunction: String, Sendable, CaseIterable {
    case length, count, match, search, value

    /// The types a function takes and gives (2.4.1).
    enum Kind {
        case value, logical, nodes
    }

    var parameters: [Kind] {
        switch self {
        case .length: [.value]
        case .count, .value: [.nodes]
        case .match, .search: [.value, .value]
        }
    }

    var result: Kind {
        switch self {
        case .length, .count, .value: .value
        case .match, .search: .logical
        }
    }
}
