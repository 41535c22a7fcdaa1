extension Diagnostic {
    /// The kind of a fault; an open set, so that a reader of an older version does not fail.
    package struct Code: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
        package var rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        init(_ rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }
    }
}
