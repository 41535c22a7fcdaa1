import CDP
import Foundation
import Testing
import Transport

struct ConnectionStateTests {
    private typealias State = ConnectionState<String>
    private let now = ContinuousClock.now

    private func command(_ waiter: String, session: String? = nil, after: Duration = .seconds(1)) -> State.Pending {
        State.Pending(waiter: waiter, method: "Test.\(waiter)", session: session, deadline: now + after)
    }

    private func envelope(_ json: String) throws -> Envelope {
        try JSONDecoder().decode(Envelope.self, from: Data(json.utf8))
    }

    @Test("Replies find their commands in any order, once")
    func replies() throws {
        var state = State()
        #expect(state.begin(id: 1, command("one")) == nil)
        #expect(state.begin(id: 2, command("two")) == nil)
        for (id, name) in [(2, "two"), (1, "one")] {
            guard case .reply(name, nil) = state.receive(try envelope(#"{"id":\#(id),"result":{}}"#)) else {
                Issue.record("no reply for \(name)")
                continue
            }
        }
        guard case .ignored(.lateReply) = state.receive(try envelope(#"{"id":1,"result":{}}"#)) else {
            Issue.record("a second reply was not ignored")
            return
        }
        #expect(state.pendingCount == 0)
    }

    @Test("A refusal carries Chromium's number and words")
    func refusal() throws {
        var state = State()
        #expect(state.begin(id: 1, command("one")) == nil)
        let message = #"{"id":1,"error":{"code":-32602,"message":"Invalid parameters","data":"url: string expected"}}"#
        guard case .reply("one", let error) = state.receive(try envelope(message)) else {
            Issue.record("no reply")
            return
        }
        #expect(error?.kind == .protocol(code: -32602, text: "Invalid parameters url: string expected"))
        #expect(error?.description == "Test.one: Invalid parameters url: string expected")
    }

    @Test("The deadline that comes first is known, and only commands past it are given up")
    func deadlines() {
        var state = State()
        #expect(state.earliestDeadline == nil)
        #expect(state.begin(id: 1, command("late", after: .seconds(9))) == nil)
        #expect(state.begin(id: 2, command("soon", after: .seconds(1))) == nil)
        #expect(state.earliestDeadline == now + .seconds(1))
        #expect(state.expire(now: now).isEmpty)
        let expired = state.expire(now: now + .seconds(1))
        #expect(expired.map(\.waiter) == ["soon"])
        #expect(expired.first?.error.kind == .timedOut)
        #expect(state.earliestDeadline == now + .seconds(9))
    }

    @Test("A detached session fails its commands, and no other's")
    func detach() throws {
        var state = State()
        state.attach(session: "A")
        state.attach(session: "B")
        #expect(state.begin(id: 1, command("a1", session: "A")) == nil)
        #expect(state.begin(id: 2, command("b", session: "B")) == nil)
        #expect(state.begin(id: 3, command("a2", session: "A")) == nil)
        #expect(state.begin(id: 4, command("root")) == nil)
        let failed = state.detach(session: "A")
        #expect(failed.map(\.waiter) == ["a1", "a2"])
        #expect(failed.allSatisfy { $0.error.kind == .sessionDetached && $0.error.session == "A" })
        #expect(state.pendingCount == 2)
        #expect(state.begin(id: 5, command("late", session: "A"))?.kind == .sessionDetached)
        #expect(state.detach(session: "A").isEmpty)
    }

    @Test("Chromium's word that a session is gone is a detached session too")
    func unknownSession() throws {
        var state = State()
        state.attach(session: "A")
        #expect(state.begin(id: 1, command("a", session: "A")) == nil)
        let reply = try envelope(#"{"id":1,"error":{"code":-32001,"message":"Session with given id not found."}}"#)
        guard case .reply("a", let error) = state.receive(reply) else {
            Issue.record("no reply")
            return
        }
        #expect(error?.kind == .sessionDetached)
    }

    @Test("A crash fails what is under way, and what times out afterwards says that the target crashed")
    func crash() {
        var state = State()
        state.attach(session: "A")
        #expect(state.begin(id: 1, command("before", session: "A")) == nil)
        #expect(state.crash(session: "A").map(\.error.kind) == [.crashed])
        #expect(state.begin(id: 2, command("after", session: "A")) == nil)
        #expect(state.expire(now: now + .seconds(2)).map(\.error.kind) == [.crashed])
        state.revive(session: "A")
        #expect(state.begin(id: 3, command("revived", session: "A")) == nil)
        #expect(state.expire(now: now + .seconds(2)).map(\.error.kind) == [.timedOut])
        #expect(state.crash(session: "unknown").isEmpty)
    }

    @Test("A closed connection fails every command by name, in the order they were sent")
    func close() {
        var state = State()
        state.attach(session: "A")
        for id in 1...20 { #expect(state.begin(id: id, command("\(id)", session: id % 2 == 0 ? "A" : nil)) == nil) }
        let failed = state.close(TransportError(.closed, host: "h", message: "gone"))
        #expect(failed.map(\.waiter) == (1...20).map(String.init))
        #expect(failed.allSatisfy { $0.error.kind == .closed && $0.error.description.contains("h: gone") })
        #expect(failed.first?.error.method == "Test.1")
        #expect(state.begin(id: 21, command("late"))?.kind == .closed)
        #expect(state.close(TransportError(.closed, message: "again")).isEmpty)
    }

    @Test("Events go to sessions that exist, and to the browser's own")
    func events() throws {
        var state = State()
        state.attach(session: "A")
        guard case .event("Page.x", "A") = state.receive(try envelope(#"{"method":"Page.x","sessionId":"A"}"#)) else {
            Issue.record("no event")
            return
        }
        guard case .event("Target.x", nil) = state.receive(try envelope(#"{"method":"Target.x"}"#)) else {
            Issue.record("no event")
            return
        }
        guard case .ignored(.unknownSession) = state.receive(try envelope(#"{"method":"X.y","sessionId":"B"}"#)) else {
            Issue.record("an event of an unknown session was not ignored")
            return
        }
        guard case .ignored(.unaddressed) = state.receive(try envelope("{}")) else {
            Issue.record("a message to nobody was not ignored")
            return
        }
    }

    @Test("A cancelled command is forgotten, and its reply ignored")
    func cancel() throws {
        var state = State()
        #expect(state.begin(id: 1, command("one")) == nil)
        #expect(state.cancel(id: 1)?.error.kind == .cancelled)
        #expect(state.cancel(id: 1)?.waiter == nil)
        guard case .ignored(.lateReply) = state.receive(try envelope(#"{"id":1,"result":{}}"#)) else {
            Issue.record("a late reply was not ignored")
            return
        }
    }
}
