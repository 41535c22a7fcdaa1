import Foundation

/// What every message has, read before its body: enough to know whom it is for.
package struct Envelope: Decodable {
    /// Chromium's refusal of a command.
    package struct Failure: Decodable {
        let code: Int
        let message: String
        let data: String?
    }

    /// The number of the command it replies to.
    let id: Int?
    /// The event's name.
    let method: String?
    /// The session it belongs to, `nil` for the browser's own.
    let sessionId: String?
    /// Why the command was refused.
    let error: Failure?
}

/// The body of a reply.
struct ReplyBody<Result: Decodable>: Decodable {
    let result: Result
}

/// The body of an event.
struct EventBody<Event: Decodable>: Decodable {
    let params: Event
}

/// JSON as it goes over the wire.
enum Wire {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()
    private static let decoder = JSONDecoder()

    /// Decodes a message, or its body.
    static func decode<Value: Decodable>(_ type: Value.Type, from message: Data) throws -> Value {
        try decoder.decode(type, from: message)
    }

    /// Encodes the parameters of a command.
    static func parameters(of command: some CDPCommand) throws -> Data {
        // A value without room for anything has no parameters.
        MemoryLayout.size(ofValue: command) == 0 ? empty : try encoder.encode(command)
    }

    private static let empty = Data("{}".utf8)

    /// The whole message of a command.
    ///
    /// - Parameters:
    ///   - id: The number the reply will carry.
    ///   - method: The command's name; names of the protocol need no escaping.
    ///   - session: The session as a JSON string with its quotes, `nil` for the browser's own.
    ///   - parameters: The parameters, encoded.
    /// - Returns: The message.
    static func message(id: Int, method: String, session: String?, parameters: Data) -> Data {
        let session = session.map { #""sessionId":\#($0),"# } ?? ""
        var message = Data(#"{"id":\#(id),"method":"\#(method)",\#(session)"params":"#.utf8)
        message.reserveCapacity(message.count + parameters.count + 1)
        message.append(parameters)
        message.append(UInt8(ascii: "}"))
        return message
    }

    /// A text as a JSON string, with its quotes.
    static func quoted(_ text: String) -> String {
        guard let data = try? encoder.encode(text) else { return "\"\"" }
        return String(decoding: data, as: UTF8.self)
    }
}
