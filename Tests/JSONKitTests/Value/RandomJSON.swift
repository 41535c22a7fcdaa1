import JSONKit

extension JSON {
    /// A random value.
    static func random(
        depth: Int, names: [String], using generator: inout SeededGenerator
    ) -> JSON {
        let isLeaf = depth == 0 || Int.random(in: 0..<3, using: &generator) == 0
        switch Int.random(in: isLeaf ? 0..<6 : 6..<8, using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .integer(Int64.random(in: -3...3, using: &generator))
        case 3: return .integer(Int64.random(in: .min ... .max, using: &generator))
        case 4: return .number(Double.random(in: -1e6...1e6, using: &generator))
        case 5: return .string(generator.text(of: ["a", "é", "\"", "\\", "\n", "\u{1}", "/", "😀", "[a"], upTo: 4))
        case 6:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    random(depth: depth - 1, names: names, using: &generator)
                }
            )
        default:
            var members: [String: JSON] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let name = names.randomElement(using: &generator) ?? "a"
                members[name] = random(depth: depth - 1, names: names, using: &generator)
            }
            return .object(members)
        }
    }
}
