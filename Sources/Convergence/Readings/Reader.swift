package import JSONKit

extension ConvergencePlan {
    /// Reduces one probe's answer to readings of every subject that this probe speaks of.
    ///
    /// - Parameters:
    ///   - probe: The probe's name.
    ///   - answer: The decoded body; `nil` for "answered: nothing there yet" (`absent`), which reads as false and zero.
    /// - Returns: Readings by `Subject.key`.
    package func readings(of probe: String, answer: JSON?) -> [String: Reading] {
        // Nothing there is nothing by name, too: a baseline that counted nothing must not make the first redelivery a
        // second effect (R14).
        func values(of path: JSONPath) -> [JSON] { answer.map { path.values(in: $0) } ?? [] }
        var readings: [String: Reading] = [:]
        for (subject, condition) in subjects where condition.probe == probe {
            var reading = answer.map { condition.read($0) } ?? condition.readingOfAbsence
            if case .stage(let name) = subject, let stage = stage(name) {
                let identities = stage.identity.map { values(of: $0).map(Self.identity) }
                reading.identities = identities?.compactMap(\.self)
                reading.time = stage.time.flatMap {
                    Self.latest(values(of: $0).map(Timestamp.milliseconds), of: identities)
                }
            }
            readings[subject.key] = reading
        }
        return readings
    }

    /// An identity: a string as it is, anything else as canonical JSON; `null` is none.
    private static func identity(_ value: JSON) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        default: value.serialized()
        }
    }

    /// The latest time: a stage has happened when the last of its effects has. A redelivery is no effect of its own, so
    /// where each time has its identity the earliest of each identity counts.
    private static func latest(_ times: [Milliseconds?], of identities: [String?]?) -> Milliseconds? {
        guard let identities, identities.count == times.count else { return times.compactMap(\.self).max() }
        var earliest: [String: Milliseconds] = [:]
        var unnamed: [Milliseconds] = []
        for case (let identity, let time?) in zip(identities, times) {
            guard let identity else {
                unnamed.append(time)
                continue
            }
            earliest[identity] = min(earliest[identity] ?? time, time)
        }
        return (unnamed + earliest.values).max()
    }
}

extension Condition {
    /// What an answer says of this condition.
    func read(_ answer: JSON) -> Reading {
        switch test {
        case .match(let pattern):
            let mismatches = pattern.mismatches(in: answer)
            return Reading(holds: mismatches.isEmpty, why: mismatches.first.map(Self.explain))
        case .path(let path, let pattern):
            let nodes = path.nodes(in: answer)
            // None selected is false: a typing error in a path must never make a condition hold.
            guard !nodes.isEmpty else { return Reading(holds: false, why: "\(path) selects nothing") }
            for node in nodes {
                if let mismatch = pattern.mismatches(in: node.value).first {
                    return Reading(holds: false, why: Self.explain(mismatch))
                }
            }
            return Reading(holds: true)
        case .count(let path, _):
            guard let count = Self.count(path.values(in: answer)) else {
                return Reading(why: "\(path) selects nothing to count")
            }
            return Reading(count: count)
        }
    }

    /// "Answered: nothing there yet" is an answer: false, or none.
    var readingOfAbsence: Reading {
        switch test {
        case .match, .path: Reading(holds: false, why: "the back end has nothing yet")
        case .count: Reading(count: 0, why: "the back end has nothing yet")
        }
    }

    /// One number is the count; one array has its length; several nodes are counted; nothing is no reading (R14).
    ///
    /// `null` is nothing: a field that a service has not filled in yet is not an effect that happened.
    static func count(_ values: [JSON]) -> Int? {
        guard values.count == 1, let only = values.first else { return values.isEmpty ? nil : values.count }
        switch only {
        case .null: return nil
        case .integer(let number): return Int(number)
        case .number(let number): return Int(exactly: number)
        case .array(let elements): return elements.count
        default: return 1
        }
    }

    private static func explain(_ mismatch: JSONMismatch) -> String {
        "\(mismatch.path) is \(mismatch.actual), expected \(mismatch.expected)"
    }
}
