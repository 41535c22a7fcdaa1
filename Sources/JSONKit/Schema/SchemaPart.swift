/// The pieces that a JSON Schema (draft 2020-12) is put together from.
///
/// Keywords are the ones that editors follow when they complete and explain: a map lists its keys where it stands,
/// because a schema that was closed elsewhere cannot be added to.
package enum SchemaPart {
    /// The draft that these pieces belong to.
    package static let draft: JSON = "https://json-schema.org/draft/2020-12/schema"

    /// A whole schema.
    ///
    /// - Parameters:
    ///   - title: What it describes, in a few words.
    ///   - description: The same in a sentence.
    ///   - root: The schema of the whole value.
    ///   - definitions: What `reference(_:_:)` names.
    /// - Returns: The schema as a document of its own.
    package static func document(
        title: String, description: String, root: JSON, definitions: [String: JSON]
    ) -> JSON {
        adding(
            [
                "$schema": draft, "$defs": .object(definitions), "title": .string(title),
                "description": .string(description),
            ],
            to: root
        )
    }

    /// What a definition describes.
    ///
    /// - Parameters:
    ///   - name: The name of the definition.
    ///   - description: What it means here, where that is more than what it means everywhere.
    /// - Returns: A `$ref`.
    package static func reference(_ name: String, _ description: String? = nil) -> JSON {
        described(["$ref": .string("#/$defs/\(name)")], description)
    }

    /// A map.
    ///
    /// - Parameters:
    ///   - properties: Its keys.
    ///   - required: Those that have to be there.
    ///   - isOpen: True when it may have others.
    ///   - rules: What holds between its keys.
    /// - Returns: The schema of the map.
    package static func map(
        _ properties: [String: JSON], required: [String] = [], isOpen: Bool = false, rules: [JSON] = []
    ) -> JSON {
        var keywords: [String: JSON] = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { keywords["required"] = names(required) }
        if !isOpen { keywords["additionalProperties"] = false }
        if !rules.isEmpty { keywords["allOf"] = .array(rules) }
        return .object(keywords)
    }

    /// A map whose keys are names that the writer chooses.
    ///
    /// - Parameters:
    ///   - value: What each name stands for.
    ///   - names: What a name has to be like.
    ///   - rules: What else holds.
    /// - Returns: The schema of the map.
    package static func dictionary(of value: JSON, names: JSON? = nil, rules: [JSON] = []) -> JSON {
        var keywords: [String: JSON] = ["type": "object", "additionalProperties": value]
        if let names { keywords["propertyNames"] = names }
        if !rules.isEmpty { keywords["allOf"] = .array(rules) }
        return .object(keywords)
    }

    /// A list.
    ///
    /// - Parameters:
    ///   - element: Each of its elements.
    ///   - atLeast: How many there have to be.
    /// - Returns: The schema of the list.
    package static func list(of element: JSON, atLeast: Int64 = 0) -> JSON {
        var keywords: [String: JSON] = ["type": "array", "items": element]
        if atLeast > 0 { keywords["minItems"] = .integer(atLeast) }
        return .object(keywords)
    }

    /// One of a few words.
    package static func word(_ words: [String]) -> JSON { ["enum": names(words)] }

    /// A text that an expression is found in.
    ///
    /// - Parameters:
    ///   - pattern: The expression, of the kind that all engines read alike.
    ///   - fault: What an editor says of a text that does not match.
    /// - Returns: The schema of the text.
    package static func text(matching pattern: String, fault: String) -> JSON {
        ["type": "string", "pattern": .string(pattern), patternFault: .string(fault)]
    }

    /// The keyword that the language servers of editors show in the place of a pattern; others pass over it.
    package static let patternFault = "patternErrorMessage"

    /// A schema with its description.
    package static func described(_ part: JSON, _ description: String?) -> JSON {
        guard let description else { return part }
        return adding(["description": .string(description)], to: part)
    }

    /// A schema with more keywords; one that stands there twice is replaced.
    package static func adding(_ keywords: [String: JSON], to part: JSON) -> JSON {
        .object((part.objectValue ?? [:]).merging(keywords) { $1 })
    }
}

// What holds between the keys of a map.
extension SchemaPart {
    /// The keys are there.
    package static func has(_ keys: String...) -> JSON { ["required": names(keys)] }

    /// At least one of the keys is there.
    package static func hasAny(of keys: [String]) -> JSON { anyOf(keys.map { has($0) }) }

    /// None of the keys is there.
    package static func hasNone(of keys: [String]) -> JSON { not(hasAny(of: keys)) }

    /// Exactly one of the keys is there.
    package static func hasOne(of keys: [String]) -> JSON { ["oneOf": .array(keys.map { has($0) })] }

    /// One of the keys is there, or none.
    package static func hasOneOrNone(of keys: [String]) -> JSON {
        ["oneOf": .array([hasNone(of: keys)] + keys.map { has($0) })]
    }

    /// Each key on the left needs the one on the right.
    package static func needs(_ pairs: [String: String]) -> JSON {
        ["dependentRequired": .object(pairs.mapValues { [.string($0)] })]
    }

    /// The values of keys, where they are there.
    package static func values(_ properties: [String: JSON]) -> JSON { ["properties": .object(properties)] }

    /// What holds depends on a condition.
    package static func when(_ condition: JSON, then: JSON, otherwise: JSON? = nil) -> JSON {
        var keywords: [String: JSON] = ["if": condition, "then": then]
        keywords["else"] = otherwise
        return .object(keywords)
    }

    /// At least one of them holds.
    package static func anyOf(_ parts: [JSON]) -> JSON { ["anyOf": .array(parts)] }

    /// All of them hold.
    package static func allOf(_ parts: [JSON]) -> JSON { ["allOf": .array(parts)] }

    /// It does not hold.
    package static func not(_ part: JSON) -> JSON { ["not": part] }

    /// Texts as a list.
    package static func names(_ names: [String]) -> JSON { .array(names.map(JSON.string)) }
}
