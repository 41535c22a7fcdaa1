/// A value a JSONPath selected, and where it stands.
package struct JSONPathNode: Sendable, Hashable {
    /// One step from a value to one inside it.
    package enum Step: Sendable, Hashable {
        /// To the member of that name.
        case member(String)
        /// To the element at that index.
        case element(Int)
    }

    /// The value.
    package let value: JSON
    /// The steps to it from the top.
    package let steps: [Step]

    /// The place as RFC 9535 (2.7) normalizes it: `$['charges'][0]['id']`.
    package var path: String {
        steps.reduce(into: "$") { path, step in
            switch step {
            case .member(let name): path += NormalizedPath.canonicalSegment(name)
            case .element(let index): path += NormalizedPath.segment(index)
            }
        }
    }

    /// The same place as people read it: `$.charges[0].id`.
    package var shortPath: String {
        steps.reduce(into: "$") { path, step in
            switch step {
            case .member(let name): path += NormalizedPath.segment(name)
            case .element(let index): path += NormalizedPath.segment(index)
            }
        }
    }
}
