import CDP
import Foundation
import Testing

/// What every message has is read without decoding the message, and must not differ from what decoding gives.
struct EnvelopeTests {
    private static let session = "0123456789ABCDEF0123456789ABCDEF"
    private static let other = "FEDCBA9876543210FEDCBA9876543210"

    private static let messages = [
        #"{"id":7,"result":{}}"#,
        #"{"id":7,"result":null}"#,
        #"{"id":7,"result":"}}"}"#,
        #"{"id":7,"result":{"sessionId":"\#(other)"}}"#,
        #"{"id":7,"result":{"text":"\"error\":"},"sessionId":"\#(session)"}"#,
        #"{"id":7,"error":{"code":-32000,"message":"No"},"sessionId":"\#(session)"}"#,
        #"{ "id": 7, "result": {} }"#,
        #"{"id":123456789012,"result":{}}"#,
        #"{"id":-1,"result":{}}"#,
        #"{"method":"Page.loadEventFired","params":{"timestamp":1.5}}"#,
        #"{"method":"Page.loadEventFired","params":{}}"#,
        #"{"method":"Page.loadEventFired","params":{},"sessionId":"\#(session)"}"#,
        #"{"method":"Page.loadEventFired","sessionId":"\#(session)","params":{"a":{}}}"#,
        #"{"method":"Page.loadEventFired","params":{"a":{}},"sessionId":"S1"}"#,
        #"{"method":"Page.loadEventFired","params":{"a":{}},"sessionId":"\#(session.lowercased())"}"#,
        #"{"method":"Page.loadEventFired","params":{"a":{}}, "sessionId":"\#(session)"}"#,
        #"{"method":"Target.attachedToTarget","params":{"targetInfo":{"a":{}},"sessionId":"\#(other)"}}"#,
        #"{"method":"Target.attachedToTarget","params":{"a":{},"sessionId":"\#(other)"},"sessionId":"\#(session)"}"#,
        #"{"method":"A.b","params":{"text":"},\"sessionId\":\"\#(other)\"}"},"sessionId":"\#(session)"}"#,
        #"{"method":"A.b","params":{"text":"},\"sessionId\":\"\#(other)\"}"}}"#,
        #"{"method":"A.b","params":{"text":"}}"},"sessionId":"\#(session)"}"#,
        #"{"method":"A.b","params":{"text":"übrig}}"}}"#,
        #"{"method":"A\u002eb","params":{"a":1}}"#,
        #"{"method":"A.b"}"#,
        #"{"sessionId":"\#(session)"}"#,
    ]

    @Test("An envelope that is read is the one that would be decoded", arguments: messages)
    func reading(_ text: String) throws {
        let message = Data(text.utf8)
        let decoded = try? JSONDecoder().decode(Envelope.self, from: message)
        let read = try? Envelope(reading: message)
        #expect(read.map(Self.arrival) == decoded.map(Self.arrival))
        #expect(decoded != nil)
    }

    @Test(
        "What is no message has no envelope",
        arguments: [
            "", "{", "{\"id\":", "{\"id\":7", "{\"id\":7,\"result\":", "{\"method\":\"A.b\",\"params\":{", "[]",
            "\u{0}",
            "{\"method\":\"\",\"params\":{", "{\"id\":,\"result\":{}}",
        ])
    func nonsense(_ text: String) {
        #expect(throws: (any Error).self) { try Envelope(reading: Data(text.utf8)) }
    }

    /// What a connection with one command under way and two sessions makes of it, in words.
    private static func arrival(_ envelope: Envelope) -> String {
        var state = ConnectionState<String>()
        for name in [session, other] { state.attach(session: name) }
        for id in [7, -1, 123_456_789_012] {
            _ = state.begin(
                id: id, .init(waiter: "\(id)", method: "A.b", session: nil, deadline: .now + .seconds(60)))
        }
        switch state.receive(envelope) {
        case .reply(let waiter, let error): return "reply \(waiter) \(error?.description ?? "")"
        case .event(let method, let session): return "event \(method) \(session ?? "root")"
        case .ignored(let why): return "ignored \(why)"
        }
    }
}
