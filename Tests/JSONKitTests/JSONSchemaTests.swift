import JSONKit
import TestSupport
import Testing

/// The validator that other tests hold published formats against.
@Suite("JSON Schema validator") struct JSONSchemaTests {
    /// A schema, a value that is valid and one that is not.
    static let table: [(schema: JSON, valid: JSON, invalid: JSON)] = [
        (["type": "integer"], 1.0, 1.5),
        (["type": ["string", "null"]], .null, 1),
        (["const": ["a": 1]], ["a": 1], ["a": 2]),
        (["enum": ["a", 1]], 1, "b"),
        (["required": ["a"]], ["a": .null], ["b": 1]),
        (["properties": ["a": ["type": "string"]]], ["b": 1], ["a": 1]),
        (["properties": ["a": true], "additionalProperties": false], ["a": 1], ["b": 1]),
        (["patternProperties": ["^_": ["type": "number"]]], ["a": "x", "_b": 1], ["_b": "x"]),
        (["patternProperties": ["^_": true], "additionalProperties": false], ["_b": 1], ["b": 1]),
        (["propertyNames": ["pattern": "^[a-z]+$"]], ["a": 1], ["A": 1]),
        (["minProperties": 1], ["a": 1], [:]),
        (["dependentRequired": ["a": ["b"]]], ["c": 1], ["a": 1]),
        (["items": ["minimum": 2]], [2, 3], [2, 1]),
        (["items": [["type": "string"]], "additionalItems": false], ["a"], ["a", 1]),
        (["prefixItems": [["type": "string"]], "items": ["type": "number"]], ["a", 1], ["a", "b"]),
        (["contains": ["const": 1], "minItems": 1], [2, 1], [2]),
        (["contains": ["const": 1], "minContains": 2], [1, 2, 1], [1, 2]),
        (["contains": ["const": 1], "maxContains": 1], [1, 2], [1, 1]),
        (["contains": ["const": 1], "minContains": 0, "maxContains": 1, "maxItems": 2], [2], [1, 1]),
        (["maxItems": 1], [1], [1, 2]),
        (["uniqueItems": true], [1, 2], [1, 1.0]),
        (["minLength": 2, "maxLength": 3], "abc", "a"),
        (["pattern": "^\\d{2}(Z|\\+)$"], "12Z", "x12Z"),
        (["oneOf": [["format": "ipv4"], ["format": "ipv6"]]], "127.0.0.1", "localhost"),
        (["oneOf": [["format": "ipv4"], ["format": "ipv6"]]], "::1", "127.0.0.256"),
        (["exclusiveMinimum": 0, "maximum": 5], 5, 0),
        (["multipleOf": 2], 4, 3),
        (["allOf": [["minimum": 1], ["maximum": 2]]], 2, 3),
        (["anyOf": [["minimum": 5], ["type": "string"]]], "a", 3),
        (["oneOf": [["minimum": 5], ["maximum": 6]]], 1, 5),
        (["not": ["type": "null"]], 1, .null),
        (["if": ["required": ["a"]], "then": ["required": ["b"]], "else": ["required": ["c"]]], ["c": 1], ["a": 1]),
        (["$ref": "#/$defs/text", "$defs": ["text": ["type": "string"]]], "a", 1),
        (["$ref": "other.json#/definitions/a~1b"], 1, "a"),
        (["$ref": "other.json#"], ["a": "x"], ["a": 1]),
        (["$ref": "https://example.com/absolute.json"], .null, 1),
        (["properties": ["b": ["$ref": "#"]], "required": ["a"]], ["a": 1, "b": ["a": 1]], ["a": 1, "b": [:]]),
    ]

    /// What the schemas of the table may refer to.
    static let others: [String: JSON] = [
        "other.json": [
            "properties": ["a": ["$ref": "#/definitions/text"]],
            "definitions": ["a/b": ["type": "integer"], "text": ["type": "string"]],
        ],
        "absolute.json": ["$id": "https://example.com/absolute.json#", "type": "null"],
    ]

    @Test("each keyword lets pass what fits and refuses what does not", arguments: table.indices)
    func keywords(_ row: Int) {
        let (schema, valid, invalid) = Self.table[row]
        let validator = JSONSchema(schema, documents: Self.others)
        #expect(validator.faults(in: valid) == [], "\(schema)")
        #expect(!validator.faults(in: invalid).isEmpty, "\(schema)")
    }

    @Test("a fault says where")
    func place() {
        let schema = JSONSchema(["properties": ["a/b": ["items": ["type": "string"]]]])
        #expect(schema.faults(in: ["a/b": ["x", 1]]) == ["/a~1b/1: 1 is not of type \"string\""])
    }

    @Test(
        "a schema that the validator cannot check fails, and does not pass",
        arguments: [
            ["unevaluatedProperties": false], ["$ref": "missing.json"], ["$ref": "#/definitions/none"], ["$ref": "#"],
            1,
        ] as [JSON])
    func unusable(_ schema: JSON) {
        #expect(!JSONSchema(schema).faults(in: ["a": 1]).isEmpty)
    }

    @Test("words of a schema's own constrain nothing only where the test says so")
    func annotations() {
        #expect(!JSONSchema(["min": 0]).faults(in: -1).isEmpty)
        #expect(JSONSchema(["min": 0], annotations: ["min"]).faults(in: -1).isEmpty)
    }
}
