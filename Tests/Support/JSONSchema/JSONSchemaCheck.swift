import Foundation
import JSONKit

/// Holds values against the parts of a schema.
struct JSONSchemaCheck {
    let schema: JSONSchema
    /// The document that references are relative to.
    var document: JSON
    /// How many schemas led here without a step into the value: references that go in a circle end.
    var depth: Int
    /// Whether it only matters that there are faults, and not what they are: values and schemas are long to write.
    var isQuiet = false

    private static let depthLimit = 64

    /// A check of a part of the same document.
    private var deeper: JSONSchemaCheck {
        var check = self
        check.depth += 1
        return check
    }

    /// A check of a part of the value.
    private var inside: JSONSchemaCheck {
        var check = self
        check.depth = 0
        return check
    }

    /// What is wrong with a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - part: The schema it is held against.
    ///   - path: Where the value stands.
    /// - Returns: One line for each fault.
    func faults(of value: JSON, against part: JSON, at path: String) -> [String] {
        if let allowed = part.boolValue { return allowed ? [] : [fault(path, "nothing is allowed here")] }
        guard let keywords = part.objectValue else { return [fault(path, "the schema is no schema: \(part)")] }
        guard depth < Self.depthLimit else { return [fault(path, "the schema refers to itself without end")] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument in
            schema.annotations.contains(keyword)
                ? [] : check(keyword, argument, siblings: keywords, value: value, path: path)
        }
    }

    private func check(
        _ keyword: String, _ argument: JSON, siblings: [String: JSON], value: JSON, path: String
    ) -> [String] {
        switch keyword {
        case "$ref": return reference(argument, value: value, path: path)
        case "type": return type(argument, value: value, path: path)
        case "const": return value == argument ? [] : [fault(path, "\(value) is not \(argument)")]
        case "enum":
            return argument.arrayValue?.contains(value) == true ? [] : [fault(path, "\(value) is none of \(argument)")]
        case "allOf", "anyOf", "oneOf", "not", "if", "then", "else":
            return combination(keyword, argument, siblings: siblings, value: value, path: path)
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
            return number(keyword, argument, value: value, path: path)
        case "format", "minLength", "maxLength", "pattern": return text(keyword, argument, value: value, path: path)
        case "items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains",
            "minContains", "maxContains":
            return array(keyword, argument, siblings: siblings, value: value, path: path)
        case "required", "properties", "patternProperties", "additionalProperties", "propertyNames", "minProperties",
            "maxProperties", "dependentRequired":
            return object(keyword, argument, siblings: siblings, value: value, path: path)
        default: return [fault(path, "the schema has the keyword \(keyword), which this validator does not know")]
        }
    }

    private func reference(_ argument: JSON, value: JSON, path: String) -> [String] {
        guard let name = argument.stringValue, let found = schema.resolve(name, in: document) else {
            return [fault(path, "the schema refers to \(argument), which is not there")]
        }
        var check = deeper
        check.document = found.document
        return check.faults(of: value, against: found.schema, at: path)
    }

    private func type(_ argument: JSON, value: JSON, path: String) -> [String] {
        let allowed = argument.arrayValue ?? [argument]
        let isInteger = value.doubleValue.map { $0 == $0.rounded() } ?? false
        let names = [JSON.string(value.typeName)] + (isInteger ? ["integer"] : [])
        return names.contains { allowed.contains($0) } ? [] : [fault(path, "\(value) is not of type \(argument)")]
    }

    private func combination(
        _ keyword: String, _ argument: JSON, siblings: [String: JSON], value: JSON, path: String
    ) -> [String] {
        func faults(_ part: JSON) -> [String] { deeper.faults(of: value, against: part, at: path) }
        func fits(_ part: JSON) -> Bool {
            var check = deeper
            check.isQuiet = true
            return check.faults(of: value, against: part, at: path).isEmpty
        }
        func all() -> String { parts.flatMap(faults).joined(separator: "; ") }
        let parts = argument.arrayValue ?? []
        switch keyword {
        case "allOf": return parts.flatMap(faults)
        case "anyOf": return parts.contains(where: fits) ? [] : [fault(path, "no alternative fits: \(all())")]
        case "oneOf":
            let count = parts.count(where: fits)
            return count == 1 ? [] : [fault(path, "\(count) alternatives fit: \(all())")]
        case "not": return fits(argument) ? [fault(path, "\(value) is what must not be: \(argument)")] : []
        case "then", "else":
            guard let condition = siblings["if"] else { return [] }
            return fits(condition) == (keyword == "then") ? faults(argument) : []
        default: return []
        }
    }

    private func number(_ keyword: String, _ argument: JSON, value: JSON, path: String) -> [String] {
        guard let number = value.doubleValue else { return [] }
        guard let limit = argument.doubleValue else { return [fault(path, "the schema's \(keyword) is no number")] }
        let fits =
            switch keyword {
            case "minimum": number >= limit
            case "maximum": number <= limit
            case "exclusiveMinimum": number > limit
            case "exclusiveMaximum": number < limit
            default: limit > 0 && (number / limit) == (number / limit).rounded()
            }
        return fits ? [] : [fault(path, "\(value) is not \(keyword) \(argument)")]
    }

    private func text(_ keyword: String, _ argument: JSON, value: JSON, path: String) -> [String] {
        guard let text = value.stringValue else { return [] }
        switch keyword {
        case "format":
            return Self.hasFormat(argument, text) ? [] : [fault(path, "\(value) is not of the format \(argument)")]
        case "pattern":
            guard let pattern = schema.pattern(argument.stringValue ?? "") else {
                return [fault(path, "the schema's pattern \(argument) is none")]
            }
            return pattern.isFound(in: text) ? [] : [fault(path, "\(value) does not match \(argument)")]
        case "minLength":
            return text.unicodeScalars.count >= argument.intValue ?? .max ? [] : [fault(path, "\(value) is too short")]
        default:
            return text.unicodeScalars.count <= argument.intValue ?? 0 ? [] : [fault(path, "\(value) is too long")]
        }
    }

    private func array(
        _ keyword: String, _ argument: JSON, siblings: [String: JSON], value: JSON, path: String
    ) -> [String] {
        guard let elements = value.arrayValue else { return [] }
        func faults(from first: Int, _ schema: (Int) -> JSON?) -> [String] {
            elements.indices.dropFirst(first).flatMap { index in
                schema(index).map { inside.faults(of: elements[index], against: $0, at: "\(path)/\(index)") } ?? []
            }
        }
        switch keyword {
        case "items":
            // Before draft 2020-12 a list of schemas stood here; it is `prefixItems` now.
            if let list = argument.arrayValue { return faults(from: 0) { list.indices.contains($0) ? list[$0] : nil } }
            return faults(from: siblings["prefixItems"]?.arrayValue?.count ?? 0) { _ in argument }
        case "prefixItems": return faults(from: 0) { argument[$0] }
        case "additionalItems":
            guard let list = siblings["items"]?.arrayValue else { return [] }
            return faults(from: list.count) { _ in argument }
        case "minItems": return elements.count >= argument.intValue ?? .max ? [] : [fault(path, "too few elements")]
        case "maxItems": return elements.count <= argument.intValue ?? 0 ? [] : [fault(path, "too many elements")]
        case "uniqueItems":
            let isRepeated = argument == true && Set(elements).count < elements.count
            return isRepeated ? [fault(path, "an element stands here twice")] : []
        case "contains":
            let count = elements.count { inside.faults(of: $0, against: argument, at: path).isEmpty }
            let range = (siblings["minContains"]?.intValue ?? 1)...(siblings["maxContains"]?.intValue ?? .max)
            return range.contains(count) ? [] : [fault(path, "\(count) elements fit \(argument)")]
        // `minContains` and `maxContains` belong to `contains` and are nothing by themselves.
        default: return []
        }
    }

    private func object(
        _ keyword: String, _ argument: JSON, siblings: [String: JSON], value: JSON, path: String
    ) -> [String] {
        guard let members = value.objectValue else { return [] }
        func faults(_ name: String, _ schema: JSON) -> [String] {
            members[name].map { inside.faults(of: $0, against: schema, at: "\(path)/\(Self.pointer(name))") } ?? []
        }
        func missing(_ names: JSON) -> [String] {
            (names.arrayValue ?? []).compactMap(\.stringValue).filter { members[$0] == nil }
                .map { fault(path, "\($0) is missing") }
        }
        let names = members.keys.sorted()
        switch keyword {
        case "required": return missing(argument)
        case "properties":
            return (argument.objectValue ?? [:]).sorted { $0.key < $1.key }.flatMap { faults($0.key, $0.value) }
        case "patternProperties":
            return (argument.objectValue ?? [:]).sorted { $0.key < $1.key }.flatMap { pattern, schema in
                names.filter { matches($0, pattern) }.flatMap { faults($0, schema) }
            }
        case "additionalProperties":
            let declared = siblings["properties"]?.objectValue ?? [:]
            let patterns = siblings["patternProperties"]?.objectValue ?? [:]
            return names.filter { name in declared[name] == nil && !patterns.keys.contains { matches(name, $0) } }
                .flatMap { faults($0, argument) }
        case "propertyNames":
            return names.flatMap { name in
                inside.faults(of: .string(name), against: argument, at: "\(path)/\(Self.pointer(name))")
            }
        case "minProperties": return members.count >= argument.intValue ?? .max ? [] : [fault(path, "too few members")]
        case "maxProperties": return members.count <= argument.intValue ?? 0 ? [] : [fault(path, "too many members")]
        default:
            return (argument.objectValue ?? [:]).sorted { $0.key < $1.key }
                .flatMap { members[$0.key] == nil ? [] : missing($0.value) }
        }
    }

    /// Only addresses are checked: schemas tell alternatives apart by them.
    private static func hasFormat(_ format: JSON, _ text: String) -> Bool {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        switch format.stringValue {
        case "ipv4": return numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil && !$0.hasPrefix("+") }
        case "ipv6": return text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        default: return true
        }
    }

    private func matches(_ name: String, _ pattern: String) -> Bool {
        schema.pattern(pattern)?.isFound(in: name) ?? false
    }

    private static func pointer(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
    }

    private func fault(_ path: String, _ text: @autoclosure () -> String) -> String {
        isQuiet ? "" : "\(path.isEmpty ? "/" : path): \(text())"
    }
}
