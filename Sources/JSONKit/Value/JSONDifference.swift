/// What changed from one JSON value to another.
package enum JSONDifference {
    /// One place at which two values differ.
    package struct Change: Sendable, Hashable, Codable {
        /// How the place differs.
        package enum Kind: String, Sendable, Hashable, Codable {
            /// Only the new value has it.
            case added
            /// Only the old value has it.
            case removed
            /// Both have it, with other contents.
            case changed
        }

        /// The place, as a normalized JSONPath.
        package var path: String
        /// How it differs.
        package var kind: Kind
        /// What was there; nothing for `added`.
        package var old: JSON?
        /// What is there now; nothing for `removed`.
        package var new: JSON?
    }

    /// The smallest differing parts of two values, in the order of sorted names and of indexes. Arrays are compared
    /// index by index.
    ///
    /// - Parameters:
    ///   - old: The value before.
    ///   - new: The value after.
    /// - Returns: One change a place; empty when the values are equal.
    package static func between(_ old: JSON, _ new: JSON) -> [Change] {
        var changes: [Change] = []
        compare(old, new, at: "$", into: &changes)
        return changes
    }

    private static func compare(_ old: JSON?, _ new: JSON?, at path: String, into changes: inout [Change]) {
        switch (old, new) {
        case (nil, nil): break
        case (nil, let new?): changes.append(Change(path: path, kind: .added, old: nil, new: new))
        case (let old?, nil): changes.append(Change(path: path, kind: .removed, old: old, new: nil))
        case (.object(let old), .object(let new)):
            for name in Set(old.keys).union(new.keys).sorted() {
                compare(old[name], new[name], at: path + NormalizedPath.segment(name), into: &changes)
            }
        case (.array(let old), .array(let new)):
            for index in 0..<max(old.count, new.count) {
                compare(
                    index < old.count ? old[index] : nil,
                    index < new.count ? new[index] : nil,
                    at: path + NormalizedPath.segment(index),
                    into: &changes
                )
            }
        case (let old?, let new?):
            if old != new {
                changes.append(Change(path: path, kind: .changed, old: old, new: new))
            }
        }
    }
}
