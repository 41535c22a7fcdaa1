package import Foundation

/// Why a text is not JSON that can be used.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in one line.
    package var message: String

    /// The message itself.
    package var description: String { message }
}

extension JSON {
    /// How many arrays and objects may stand inside one another. Deeper text is refused, so that no walk over a value
    /// can exhaust a thread's stack.
    package static let maximumDepth = 128

    /// Reads a JSON text; any value may stand at the top. Of two members with one name the last counts.
    ///
    /// - Parameter data: The text's bytes.
    /// - Throws: ``JSONError`` when the text is not JSON, not UTF-8, nested deeper than ``maximumDepth`` or has a
    ///   number that no double can hold.
    package init(parsing data: Data) throws(JSONError) {
        try Self.checkShape(data)
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
        } catch {
            let detail = (error as NSError).userInfo["NSDebugDescription"] as? String
            throw JSONError(message: "not JSON: " + (detail ?? String(describing: error)))
        }
        self.init(foundation: value)
    }

    /// Reads a JSON text; any value may stand at the top.
    ///
    /// - Parameter text: The text.
    /// - Throws: ``JSONError``, as ``init(parsing:)`` for bytes does.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Data(text.utf8))
    }

    /// Refuses what Foundation takes too kindly: an empty text, deep nesting and a comma before a closing bracket.
    private static func checkShape(_ data: Data) throws(JSONError) {
        var depth = 0
        var inString = false
        var escaped = false
        var previous: UInt8 = 0
        for byte in data {
            if inString {
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            case 0: throw JSONError(message: "not JSON: a zero byte; the text must be UTF-8")
            case UInt8(ascii: "\""): inString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth > maximumDepth {
                    throw JSONError(message: "not usable: nested deeper than \(maximumDepth) arrays and objects")
                }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if previous == UInt8(ascii: ",") {
                    throw JSONError(message: "not JSON: a comma before the closing bracket")
                }
            default: break
            }
            previous = byte
        }
        if previous == 0 {
            throw JSONError(message: "not JSON: the text is empty")
        }
    }

    /// Takes over what `JSONSerialization` made.
    private init(foundation value: Any) {
        switch value {
        case let text as String: self = .string(text)
        case let members as [String: Any]: self = .object(members.mapValues { JSON(foundation: $0) })
        case let elements as [Any]: self = .array(elements.map { JSON(foundation: $0) })
        case let number as NSNumber:
            // Foundation keeps booleans in a class of their own; `as? Bool` would also take 0 and 1.
            if type(of: number) == type(of: NSNumber(value: true)) {
                self = .bool(number.boolValue)
            } else if number is NSDecimalNumber {
                // Numbers with many digits come as decimals, whose own `doubleValue` may be a neighbour of the right one.
                let digits = number.description
                self = Int64(digits).map(JSON.integer) ?? .number(Double(digits) ?? number.doubleValue)
            } else if let integer = Int64(exactly: number) {
                self = .integer(integer)
            } else {
                self = .number(number.doubleValue)
            }
        default: self = .null
        }
    }
}
