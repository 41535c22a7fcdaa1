import Foundation

/// Chromium's `/json/protocol`, or the part of it that is kept.
struct ProtocolModel: Codable {
    struct Version: Codable {
        var major: String
        var minor: String
    }

    /// The browser it was read from; only in the kept part.
    var browser: String?
    var version: Version
    var domains: [Domain]
}

/// A domain: commands, events and types that belong together.
struct Domain: Codable {
    var domain: String
    var description: String?
    var commands: [Command]?
    var events: [Event]?
    var types: [Shape]?
}

/// A command with its parameters and the properties of its result.
struct Command: Codable {
    var name: String
    var description: String?
    var parameters: [Shape]?
    var returns: [Shape]?
}

/// An event with its parameters.
struct Event: Codable {
    var name: String
    var description: String?
    var parameters: [Shape]?
}

/// A type, a parameter, a property or an array's element: the protocol describes all four the same way.
struct Shape: Codable {
    /// The name of a type.
    var id: String?
    /// The name of a parameter or a property.
    var name: String?
    var description: String?
    var type: String?
    var reference: String?
    var optional: Bool?
    var deprecated: Bool?
    var values: [String]?
    var properties: [Shape]?
    /// An array's element, in an array because a value cannot hold itself.
    private var element: [Shape]?
    /// The Swift type a correction asks for; never in the protocol.
    var swift: String?

    var items: Shape? {
        get { element?.first }
        set { element = newValue.map { [$0] } }
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, description, type, optional, deprecated, properties, items
        case reference = "$ref"
        case values = "enum"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decodeIfPresent(String.self, forKey: .id)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        description = try container.decodeIfPresent(String.self, forKey: .description)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        reference = try container.decodeIfPresent(String.self, forKey: .reference)
        optional = try container.decodeIfPresent(Bool.self, forKey: .optional)
        deprecated = try container.decodeIfPresent(Bool.self, forKey: .deprecated)
        values = try container.decodeIfPresent([String].self, forKey: .values)
        properties = try container.decodeIfPresent([Shape].self, forKey: .properties)
        items = try container.decodeIfPresent(Shape.self, forKey: .items)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(id, forKey: .id)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(description, forKey: .description)
        try container.encodeIfPresent(type, forKey: .type)
        try container.encodeIfPresent(reference, forKey: .reference)
        try container.encodeIfPresent(optional, forKey: .optional)
        try container.encodeIfPresent(deprecated, forKey: .deprecated)
        try container.encodeIfPresent(values, forKey: .values)
        try container.encodeIfPresent(properties, forKey: .properties)
        try container.encodeIfPresent(items, forKey: .items)
    }
}

extension Shape {
    /// The types this one names, as `Domain.Type`.
    ///
    /// - Parameter domain: The domain of names that have none.
    /// - Returns: The names, repeated where they are.
    func references(in domain: String) -> [String] {
        if swift != nil { return [] }
        var found = reference.map { [Self.qualified($0, in: domain)] } ?? []
        for shape in (properties ?? []) + (items.map { [$0] } ?? []) { found += shape.references(in: domain) }
        return found
    }

    /// A reference with its domain.
    static func qualified(_ reference: String, in domain: String) -> String {
        reference.contains(".") ? reference : "\(domain).\(reference)"
    }

    /// Whether it can be left out of what is generated: optional and on its way out of the protocol.
    var isDroppable: Bool { deprecated == true && optional == true }
}
