import JSONKit

// In the journal a condition reads as it does in a scenario:
// `{"probe", "match"}`, `{"probe", "path", "match"}`, `{"probe", "count", "exactly"}` or `{"probe", "count", "changesBy"}`.
extension Condition: Codable {
    private enum CodingKeys: String, CodingKey {
        case probe, match, path, count, exactly, changesBy
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(probe, forKey: .probe)
        switch test {
        case .match(let pattern): try container.encode(pattern, forKey: .match)
        case .path(let path, let pattern):
            try container.encode(path, forKey: .path)
            try container.encode(pattern, forKey: .match)
        case .count(let path, let rule):
            try container.encode(path, forKey: .count)
            switch rule {
            case .exactly(let number): try container.encode(number, forKey: .exactly)
            case .changesBy(let change): try container.encode(change, forKey: .changesBy)
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        probe = try container.decode(String.self, forKey: .probe)
        if let path = try container.decodeIfPresent(JSONPath.self, forKey: .count) {
            let rule: CountRule =
                if let change = try container.decodeIfPresent(Int.self, forKey: .changesBy) {
                    .changesBy(change)
                } else {
                    .exactly(try container.decode(Int.self, forKey: .exactly))
                }
            test = .count(path, rule)
            return
        }
        let pattern = try container.decode(JSONPattern.self, forKey: .match)
        let path = try container.decodeIfPresent(JSONPath.self, forKey: .path)
        test = path.map { .path($0, pattern) } ?? .match(pattern)
    }
}
