import CDP
import Foundation
import TestSupport
import Testing
import Transport

/// A connection over a script: the wire is faked, nothing else.
@Suite(.timeLimit(.minutes(5)))
struct ConnectionTests {
    private let deadline = ContinuousClock.Instant.unhurried
    private let attached = """
        {"method":"Target.attachedToTarget","params":{"sessionId":"S1","waitingForDebugger":true,"targetInfo":{\
        "targetId":"T1","type":"page","title":"","url":"about:blank","attached":true,"canAccessOpener":false}}}
        """

    /// The number a command was sent with.
    private func id(_ message: String) throws -> Int {
        struct Sent: Decodable { let id: Int }
        return try JSONDecoder().decode(Sent.self, from: Data(message.utf8)).id
    }

    private func failure<Value>(_ reply: CDPReply<Value>) async -> CDPError? {
        do throws(CDPError) {
            _ = try await reply.value
            return nil
        } catch {
            return error
        }
    }

    /// Returns once everything queued on the connection's loop has run.
    private func settled(_ connection: CDPConnection) async throws {
        try await called { done in connection.loop.execute { done(()) } }
    }

    // MARK: Commands

    @Test("A command is one JSON object with its parameters, and its reply becomes its result")
    func command() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let reply = connection.root.begin(Target.CreateTarget(url: "http://a/\"x\""), deadline: deadline)
        let sent = try await script.nextSent()
        #expect(sent == #"{"id":1,"method":"Target.createTarget","params":{"url":"http://a/\"x\""}}"#)
        script.receive(#"{"id":1,"result":{"targetId":"T9"}}"#)
        #expect(try await reply.value.targetId == "T9")
    }

    @Test("Commands begun in a row are sent in that order, and answered in any")
    func pipelining() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let first = connection.root.begin(Target.CreateTarget(url: "1"), deadline: deadline)
        let second = connection.root.begin(Target.CreateTarget(url: "2"), deadline: deadline)
        let third = connection.root.begin(Browser.Close(), deadline: deadline)
        for number in 1...3 { #expect(try id(try await script.nextSent()) == number) }
        script.receive(#"{"id":3,"result":{}}"#)
        script.receive(#"{"id":2,"result":{"targetId":"T2"}}"#)
        script.receive(#"{"id":1,"result":{"targetId":"T1"}}"#)
        #expect(try await first.value.targetId == "T1")
        #expect(try await second.value.targetId == "T2")
        _ = try await third.value
    }

    @Test("A closed connection fails every waiting command by its name")
    func closed() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let closures = Recorder<TransportError>()
        connection.onClose { closures.append($0) }
        let replies = (
            connection.root.begin(Browser.GetVersion(), deadline: deadline),
            connection.root.begin(Target.GetTargets(), deadline: deadline)
        )
        _ = try await script.nextSent()
        _ = try await script.nextSent()
        script.breakOff("the browser died")
        #expect(
            await failure(replies.0)?.description.hasPrefix(
                "Browser.getVersion: the connection to the browser is closed") == true)
        let error = try #require(await failure(replies.1))
        #expect(error.method == "Target.getTargets" && error.kind == .closed)
        #expect(error.cause?.message == "the browser died")
        #expect(await failure(connection.root.begin(Browser.Close(), deadline: deadline))?.kind == .closed)
        #expect(script.sent.count == 2)
        #expect(closures.values.map(\.message) == ["the browser died"])
    }

    @Test("A command without an answer is given up at its deadline, and a late answer ignored")
    func timedOut() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let patient = connection.root.begin(Target.GetTargets(), deadline: deadline)
        let hasty = connection.root.begin(Browser.GetVersion(), deadline: .now + .milliseconds(20))
        let error = try #require(await failure(hasty))
        #expect(error.kind == .timedOut && error.method == "Browser.getVersion")
        script.receive(#"{"id":2,"result":{}}"#)
        script.receive(#"{"id":1,"result":{"targetInfos":[]}}"#)
        #expect(try await patient.value.targetInfos.isEmpty)
        #expect(connection.statistics.lateReplies == 1)
    }

    @Test("Cancelling the waiting task ends the wait")
    func cancelled() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let task = Task { [deadline] () async -> CDPError? in
            do throws(CDPError) {
                _ = try await connection.root.send(Browser.GetVersion(), deadline: deadline)
                return nil
            } catch {
                return error
            }
        }
        _ = try await script.nextSent()
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }

    @Test("An answer of another form is an error that names the command")
    func undecodable() async throws {
        let script = try ScriptedTransport { _ in [#"{"id":1,"result":{"targetId":7}}"#] }
        let connection = CDPConnection(transport: script)
        let error = await failure(connection.root.begin(Target.CreateTarget(url: ""), deadline: deadline))
        #expect(error?.kind == .decoding && error?.method == "Target.createTarget")
    }

    @Test("What is no message of the protocol is counted, and the connection goes on")
    func malformed() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let reply = connection.root.begin(Target.CreateTarget(url: ""), deadline: deadline)
        for text in ["", "nonsense", "[1]", "{\"id\":\"x\"}", "{}", "{\"method\":7}", "\u{0}", "{\"id\":1"] {
            script.receive(text)
        }
        script.receive(#"{"method":"Nobody.knows","params":{"deep":[{}]}}"#)
        script.receive(#"{"method":"Page.frameDetached","params":{},"sessionId":"unknown"}"#)
        script.receive(#"{"id":1,"result":{"targetId":"T"}}"#)
        #expect(try await reply.value.targetId == "T")
        #expect(connection.statistics.malformed == 8)
        #expect(connection.statistics.ignoredEvents == 2)
    }

    // MARK: Events

    @Test("Handlers see events in order, before the reply that came after them")
    func handlers() async throws {
        let script = try ScriptedTransport { _ in
            [
                #"{"method":"Target.targetDestroyed","params":{"targetId":"1"}}"#,
                #"{"method":"Target.targetDestroyed","params":{"targetId":"2","newField":1}}"#,
                #"{"id":1,"result":{"targetInfos":[]}}"#,
                #"{"method":"Target.targetDestroyed","params":{"targetId":"3"}}"#,
            ]
        }
        let connection = CDPConnection(transport: script)
        let seen = Recorder<String>()
        let subscription = connection.root.on(Target.TargetDestroyed.self) { event in
            #expect(connection.loop.isCurrent)
            seen.append(event.targetId)
        }
        let second = Recorder<String>()
        connection.root.on(Target.TargetDestroyed.self) { second.append($0.targetId) }
        _ = try await connection.root.send(Target.GetTargets(), deadline: deadline)
        #expect(seen.values.starts(with: ["1", "2"]))
        try await settled(connection)
        #expect(seen.values == ["1", "2", "3"])
        subscription.cancel()
        script.receive(#"{"method":"Target.targetDestroyed","params":{"targetId":"4"}}"#)
        try await settled(connection)
        #expect(seen.values == ["1", "2", "3"])
        #expect(second.values == ["1", "2", "3", "4"])
    }

    @Test("An event of another form is counted by name, and does no harm")
    func undecodableEvent() async throws {
        let script = try ScriptedTransport { _ in
            [#"{"method":"Target.targetDestroyed","params":{"targetId":7}}"#, #"{"id":1,"result":{"targetInfos":[]}}"#]
        }
        let connection = CDPConnection(transport: script)
        connection.root.on(Target.TargetDestroyed.self) { _ in Issue.record("called") }
        _ = try await connection.root.send(Target.GetTargets(), deadline: deadline)
        #expect(connection.statistics.undecodable.keys.sorted() == ["Target.targetDestroyed"])
    }

    // MARK: Sessions

    @Test("An attached session is told before anything else, and can be talked to at once")
    func attach() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let order = Recorder<String>()
        connection.onAttach { attachment in
            order.append("attach \(attachment.session.target?.type ?? "") \(attachment.isWaitingForDebugger)")
            attachment.session.on(Page.FrameDetached.self) { order.append("event \($0.frameId)") }
            attachment.session.begin(Runtime.RunIfWaitingForDebugger(), deadline: deadline)
        }
        connection.root.on(Target.AttachedToTarget.self) { order.append("handler \($0.sessionId)") }
        script.receive(attached)
        script.receive(#"{"method":"Page.frameDetached","params":{"frameId":"F","reason":"remove"},"sessionId":"S1"}"#)
        let sent = try await script.nextSent()
        #expect(sent == #"{"id":1,"method":"Runtime.runIfWaitingForDebugger","sessionId":"S1","params":{}}"#)
        try await settled(connection)
        #expect(order.values == ["attach page true", "handler S1", "event F"])
        #expect(connection.session("S1")?.id == "S1")
    }

    @Test("A session inside a session names its parent")
    func nested() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        let parents = Recorder<String?>()
        connection.onAttach { parents.append($0.parent.id) }
        script.receive(attached)
        let child = attached.replacing("S1", with: "S2")
        script.receive(String(child.dropLast()) + #","sessionId":"S1"}"#)
        try await settled(connection)
        #expect(parents.values == [nil, "S1"])
    }

    @Test("A detached session fails its commands by name, says so once, and takes no more")
    func detach() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        script.receive(attached)
        try await settled(connection)
        let session = try #require(connection.session("S1"))
        let ends = Recorder<String>()
        session.onDetach { ends.append("end") }
        let reply = session.begin(Page.Enable(), deadline: deadline)
        _ = try await script.nextSent()
        script.receive(#"{"method":"Target.detachedFromTarget","params":{"sessionId":"S1","targetId":"T1"}}"#)
        let error = try #require(await failure(reply))
        #expect(error.kind == .sessionDetached && error.method == "Page.enable" && error.session == "S1")
        #expect(await failure(session.begin(Page.Reload(), deadline: deadline))?.kind == .sessionDetached)
        #expect(session.isDetached && connection.session("S1") == nil)
        #expect(ends.values == ["end"])
        #expect(script.sent.count == 1)
    }

    @Test("A crashed target fails its commands")
    func crash() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        script.receive(attached)
        try await settled(connection)
        let session = try #require(connection.session("S1"))
        let reply = session.begin(Page.Enable(), deadline: deadline)
        _ = try await script.nextSent()
        script.receive(#"{"method":"Inspector.targetCrashed","params":{},"sessionId":"S1"}"#)
        #expect(await failure(reply)?.kind == .crashed)
    }

    @Test("Closing the connection ends every session")
    func close() async throws {
        let script = try ScriptedTransport()
        let connection = CDPConnection(transport: script)
        script.receive(attached)
        try await settled(connection)
        let session = try #require(connection.session("S1"))
        try await called { done in
            session.onDetach { done(()) }
            connection.close()
        }
        #expect(session.isDetached)
        _ = try await called { connection.onClose($0) }
    }

    @Test("A recorded conversation can be replayed")
    func replay() async throws {
        let script = try ScriptedTransport(
            replaying: """
                {"send":{"id":7,"method":"Target.getTargets"}}
                {"receive":{"id":7,"result":{"targetInfos":[]}}}
                {"receive":{"method":"Target.targetDestroyed","params":{"targetId":"T1"}}}
                {"send":{"id":8,"method":"Browser.close"}}
                {"receive":{"id":8,"result":{}}}
                """)
        let lines = Recorder<String>()
        let connection = CDPConnection(
            transport: TappedTransport(script) {
                lines.append("\($0) \(String(decoding: $1, as: UTF8.self).count > 0)")
            })
        _ = try await connection.root.send(Target.GetTargets(), deadline: deadline)
        _ = try await connection.root.send(Browser.Close(), deadline: deadline)
        #expect(lines.values == ["send true", "receive true", "receive true", "send true", "receive true"])
    }
}
