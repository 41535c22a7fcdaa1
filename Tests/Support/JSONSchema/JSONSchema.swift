package import Foundation
package import JSONKit

/// Why a schema cannot be used.
package struct JSONSchemaError: Error, CustomStringConvertible {
    /// What is wrong, in one line.
    package var description: String
}

/// A JSON Schema, for tests of what is written for others to read.
///
/// It knows what drafts 06, 07 and 2020-12 have in common. A keyword that it does not know is a fault of its own and
/// no silent pass, and so is a reference that leads nowhere. Of `format` only `ipv4` and `ipv6` are checked. Siblings of
/// `$ref` count, as in draft 2020-12.
package struct JSONSchema {
    let root: JSON
    let documents: [String: JSON]
    let annotations: Set<String>
    /// The expressions that stand in the schemas, read once.
    private let patterns: [String: TextPattern]

    /// Keywords that describe and do not constrain.
    private static let describing: Set<String> = [
        "$anchor", "$comment", "$defs", "$id", "$schema", "$vocabulary", "contentEncoding", "contentMediaType",
        "default", "definitions", "deprecated", "description", "examples", "id", "readOnly", "title",
        "writeOnly",
    ]

    /// Makes a schema.
    ///
    /// - Parameters:
    ///   - root: The schema itself.
    ///   - documents: Other schemas that it may refer to, by the name it uses; an absolute `$id` is found as well.
    ///   - annotations: Keywords of the schema's own that constrain nothing.
    package init(_ root: JSON, documents: [String: JSON] = [:], annotations: Set<String> = []) {
        self.root = root
        self.documents = documents
        self.annotations = annotations.union(Self.describing)
        patterns = ([root] + documents.values).reduce(into: [:]) { Self.collectPatterns(of: $1, into: &$0) }
    }

    private static func collectPatterns(of part: JSON, into patterns: inout [String: TextPattern]) {
        let texts =
            [part["pattern"]?.stringValue].compactMap(\.self) + (part["patternProperties"]?.objectValue ?? [:]).keys
        for text in texts where patterns[text] == nil { patterns[text] = try? TextPattern(text) }
        for member in (part.objectValue ?? [:]).values { collectPatterns(of: member, into: &patterns) }
        for element in part.arrayValue ?? [] { collectPatterns(of: element, into: &patterns) }
    }

    /// An expression of the schema; nothing when it is none.
    func pattern(_ text: String) -> TextPattern? { patterns[text] }

    /// Reads a schema and every other one beside it, which it may refer to by their file names.
    ///
    /// - Parameters:
    ///   - file: The schema.
    ///   - annotations: Keywords of the schema's own that constrain nothing.
    /// - Throws: When a file cannot be read or is not JSON.
    package init(contentsOf file: URL, annotations: Set<String> = []) throws {
        let folder = file.deletingLastPathComponent()
        var documents: [String: JSON] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) where name.hasSuffix(".json") {
            documents[name] = try JSON(parsing: Data(contentsOf: folder.appending(path: name)))
        }
        guard let root = documents[file.lastPathComponent] else {
            throw JSONSchemaError(description: "there is no schema \(file.path())")
        }
        self.init(root, documents: documents, annotations: annotations)
    }

    /// What is wrong with a value.
    ///
    /// - Parameter value: The value.
    /// - Returns: One line for each fault, with the place as a JSON Pointer (RFC 6901); none when the value is valid.
    package func faults(in value: JSON) -> [String] {
        JSONSchemaCheck(schema: self, document: root, depth: 0).faults(of: value, against: root, at: "")
    }

    /// Finds what a `$ref` names.
    ///
    /// - Parameters:
    ///   - reference: The reference as written.
    ///   - document: The document it stands in.
    /// - Returns: The schema, and the document that references inside it are relative to.
    func resolve(_ reference: String, in document: JSON) -> (schema: JSON, document: JSON)? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let fragment = parts.count > 1 ? parts[1] : ""
        guard let target = parts[0].isEmpty ? document : self.document(named: parts[0]) else { return nil }
        if fragment.isEmpty { return (target, target) }
        guard fragment.hasPrefix("/") else { return nil }
        var schema = target
        for part in fragment.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            var name = String(part)
            if name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "%") }) {
                name = (name.removingPercentEncoding ?? name)
                    .replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~")
            }
            guard let next = schema[name] ?? Int(name).flatMap({ schema[$0] }) else { return nil }
            schema = next
        }
        return (schema, target)
    }

    private func document(named name: String) -> JSON? {
        if let document = documents[name] { return document }
        return (Array(documents.values) + [root]).first { document in
            guard let id = document["$id"]?.stringValue ?? document["id"]?.stringValue else { return false }
            return (id.hasSuffix("#") ? String(id.dropLast()) : id) == name
        }
    }
}
