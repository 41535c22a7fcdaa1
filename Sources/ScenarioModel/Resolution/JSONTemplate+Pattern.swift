package import JSONKit

extension JSONTemplate {
    /// Fills in the variables and reads the value as a pattern.
    ///
    /// What was captured is data: a captured object with a key such as `not` or `exists` cannot become a comparator.
    ///
    /// - Parameters:
    ///   - variables: What the names stand for.
    ///   - span: Where to point when the value is no pattern.
    /// - Returns: The pattern.
    /// - Throws: ``ResolutionError`` for a name without a value, or a value that is no pattern.
    package func pattern(_ variables: Variables, at span: SourceSpan) throws(ResolutionError) -> JSONPattern {
        try refuseComparators(variables)
        let value = try resolve(variables)
        do {
            return try JSONPattern(value)
        } catch {
            throw ResolutionError(message: "\(error.path): \(error.message)", remedy: error.remedy, span: span)
        }
    }

    private func refuseComparators(_ variables: Variables) throws(ResolutionError) {
        switch self {
        case .value: return
        case .text(let template):
            guard let name = template.wholeValue, !variables.isWritten(name.text), let value = variables[name.text],
                Self.hasComparator(value)
            else { return }
            throw ResolutionError(
                message: "the value of ${\(name)} has a key that would be read as a comparator",
                remedy: "capture the part of it that is compared",
                span: name.span
            )
        case .array(let elements):
            for element in elements { try element.refuseComparators(variables) }
        case .object(let members):
            for member in members { try member.value.refuseComparators(variables) }
        }
    }

    private static func hasComparator(_ value: JSON) -> Bool {
        switch value {
        case .array(let elements): elements.contains(where: hasComparator)
        case .object(let members): members.contains { Comparators.names.contains($0) || hasComparator($1) }
        default: false
        }
    }
}

/// The comparators of the language.
enum Comparators {
    /// Their names, as `match` takes them.
    static let names = ["gte", "gt", "lte", "lt", "contains", "matches", "exists", "one_of", "not"]
}
