package import Foundation

extension Envelope {
    /// Reads the envelope of a message without its body, where the message has the form in which Chromium writes all of
    /// them: `{"id":7,"result":{…}}`, `{"method":"Page.loadEventFired","params":{…},"sessionId":"…"}`. Any other is
    /// decoded.
    ///
    /// - Parameter message: The whole message.
    /// - Throws: When it is no message of the protocol.
    package init(reading message: Data) throws {
        let reader = MessageReader(message)
        if let reply = reader.reply {
            self.init(id: reply.id, method: nil, sessionId: nil, error: nil)
        } else if let event = reader.event {
            let method = String(decoding: event.method, as: UTF8.self)
            let session = event.session.map { String(decoding: $0, as: UTF8.self) }
            self.init(id: nil, method: method, sessionId: session, error: nil)
        } else {
            self = try Wire.decode(Envelope.self, from: message)
        }
    }
}

extension Wire {
    /// Decodes the result of a reply.
    static func result<Value: Decodable>(_ type: Value.Type, from message: Data) throws -> Value {
        guard let body = MessageReader(message).reply?.body else {
            return try decode(ReplyBody<Value>.self, from: message).result
        }
        return try decode(type, from: body)
    }

    /// Decodes the parameters of an event.
    static func parameters<Value: Decodable>(_ type: Value.Type, from message: Data) throws -> Value {
        guard let body = MessageReader(message).event?.body else {
            return try decode(EventBody<Value>.self, from: message).params
        }
        return try decode(type, from: body)
    }
}

/// Looks for what is known to stand at both ends of a message. A quotation mark inside a string is escaped, so that what
/// ends a message can be no string's.
private struct MessageReader {
    private let message: Data

    init(_ message: Data) {
        self.message = message
    }

    /// A reply that is no refusal: its number, and its result.
    var reply: (id: Int, body: Data)? {
        var rest = message[...]
        guard Self.skip(#"{"id":"#, in: &rest) else { return nil }
        let digits = Self.take(&rest, while: Self.isDigit)
        guard !digits.isEmpty, digits.count < 10, Self.skip(#","result":"#, in: &rest), rest.first == Self.opening,
            let end
        else { return nil }
        let id = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return (id, rest.dropLast(end.length))
    }

    /// An event: its name, its parameters, and its session where it has one.
    var event: (method: Data, body: Data, session: Data?)? {
        var rest = message[...]
        guard Self.skip(#"{"method":""#, in: &rest) else { return nil }
        let method = Self.take(&rest) { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 || $0 == UInt8(ascii: ".") }
        guard !method.isEmpty, Self.skip(#"","params":"#, in: &rest), rest.first == Self.opening, let end else {
            return nil
        }
        return (method, rest.dropLast(end.length), end.session)
    }

    /// What follows the body: the session, where there is one, and the message's own end.
    private var end: (length: Int, session: Data?)? {
        if message.suffix(2).elementsEqual("}}".utf8) { return (1, nil) }
        // Sessions are named by 32 digits.
        let end = message.suffix(49)
        guard end.starts(with: #"},"sessionId":""#.utf8), end.suffix(2).elementsEqual(#""}"#.utf8) else { return nil }
        let session = end.dropFirst(15).dropLast(2)
        guard session.allSatisfy({ Self.isDigit($0) || UInt8(ascii: "A")...UInt8(ascii: "F") ~= $0 }) else {
            return nil
        }
        return (48, session)
    }

    // MARK: Bytes

    private static let opening = UInt8(ascii: "{")

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func skip(_ text: String, in rest: inout Data) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private static func take(_ rest: inout Data, while isWanted: (UInt8) -> Bool) -> Data {
        let taken = rest.prefix(while: isWanted)
        rest = rest.dropFirst(taken.count)
        return taken
    }
}
