import Foundation
import JSONKit
import ScenarioModel
import TestSupport
import Yams

/// A scenario as an editor sees it: YAML typed by YAML's own rules, held against the schema.
enum EditorView {
    private static let schema = JSONSchema(ScenarioSchema.json, annotations: [SchemaPart.patternFault])

    /// What an editor says of a scenario.
    ///
    /// - Parameter text: The scenario.
    /// - Returns: One line for each fault; nothing when the text is no YAML, or none that JSON could say.
    static func faults(_ text: String) -> [String]? {
        value(text).map(schema.faults(in:))
    }

    /// A text as the value that an editor takes it for.
    static func value(_ text: String) -> JSON? {
        guard let node = try? Yams.compose(yaml: text, .basic) else { return nil }
        return try? json(node)
    }

    private static func json(_ node: Node) throws -> JSON {
        switch node {
        case .scalar(let scalar): return scalar.style == .plain ? typed(scalar.string) : .string(scalar.string)
        case .sequence(let elements): return .array(try elements.map(json))
        case .mapping(let pairs):
            var members: [String: JSON] = [:]
            for (key, value) in pairs {
                guard let name = key.scalar?.string else { throw NoJSON() }
                members[name] = try json(value)
            }
            return .object(members)
        case .alias: throw NoJSON()
        }
    }

    /// A plain scalar by the core schema (YAML 1.2.2, section 10.3.2).
    private static func typed(_ text: String) -> JSON {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: break
        }
        // Few texts begin like a number, and expressions take their time.
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string(text) }
        if text.wholeMatch(of: /[-+]?[0-9]+/) != nil, let integer = Int64(text) { return .integer(integer) }
        if text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil,
            let number = Double(text)
        {
            return .number(number)
        }
        return .string(text)
    }

    /// A key that is no text, or an alias.
    private struct NoJSON: Error {}
}
