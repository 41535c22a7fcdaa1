import CDP
import Foundation
import TestSupport
import Testing
import Transport

/// A headless browser for one test.
private final class TestBrowser: Sendable {
    let process: ChildProcess
    let connection: CDPConnection
    private let profile: TemporaryFolder
    private let lifeLine: (read: OwnedDescriptor, write: OwnedDescriptor)

    init() async throws {
        profile = try TemporaryFolder()
        lifeLine = try OwnedDescriptor.pipe()
        let unused = try OwnedDescriptor.pipe()
        let listening = OneShot<String, TransportError>()
        process = try ChildProcess.spawn(
            "chromium-headless-shell",
            arguments: [
                "--no-sandbox", "--remote-debugging-port=0", "--remote-debugging-pipe",
                "--user-data-dir=\(profile.url.path())", "about:blank",
            ],
            descriptors: [3: lifeLine.read, 4: unused.write],
            standardError: .lines { line in
                guard let url = line.split(separator: " ").last(where: { $0.hasPrefix("ws://") }) else { return }
                listening.resolve(.success(String(url)))
            })
        lifeLine.read.close()
        let url = try await listening.value(ifCancelled: TransportError(.cancelled, message: "cancelled"))
        connection = try await CDPConnection.connect(
            to: url, client: WebSocketClient(), deadline: .unhurried)
        _ = unused.read
    }

    /// Lets go of the pipe: the browser ends by itself.
    func drop() {
        lifeLine.write.close()
    }

    deinit {
        connection.close()
        process.kill(.kill)
    }
}

@Suite(.serialized, .timeLimit(.minutes(5)))
struct ChromiumTests {
    private let deadline = ContinuousClock.Instant.unhurried

    @Test("A page is attached before it runs, navigates, and answers")
    func page() async throws {
        let server = try FixtureServer(pages: ["/": "<title>Fixture</title><p id=p>Hello"])
        let browser = try await TestBrowser()
        let connection = browser.connection
        let (attachments, continuation) = AsyncStream.makeStream(of: CDPAttachment.self)
        connection.onAttach { [deadline] attachment in
            attachment.session.begin(Runtime.RunIfWaitingForDebugger(), deadline: deadline)
            continuation.yield(attachment)
        }
        let root = connection.root
        try await root.send(
            Target.SetAutoAttach(autoAttach: true, waitForDebuggerOnStart: true, flatten: true), deadline: deadline)
        let context = try await root.send(Target.CreateBrowserContext(), deadline: deadline).browserContextId
        let target = try await root.send(
            Target.CreateTarget(url: "about:blank", browserContextId: context), deadline: deadline
        ).targetId
        let attachment = try #require(await attachments.first { $0.session.target?.targetId == target })
        #expect(attachment.isWaitingForDebugger)
        let session = attachment.session
        // Answered before the navigation: one that leads to another process may overtake what is under way.
        try await session.send(Page.Enable(), deadline: deadline)
        let loaded = Watched(false)
        session.on(Page.LoadEventFired.self) { _ in loaded.change { $0 = true } }
        try await session.send(Page.Navigate(url: server.url("/")), deadline: deadline)
        try await loaded.first { $0 ? () : nil }
        let text = try await session.send(
            Runtime.Evaluate(expression: "document.title + ' ' + p.textContent", returnByValue: true),
            deadline: deadline)
        #expect(text.result.value == .string("Fixture Hello"))
        await #expect {
            try await session.send(Page.NavigateToHistoryEntry(entryId: 999), deadline: deadline)
        } throws: { error in
            (error as? CDPError)?.chromiumText == "No entry with passed id"
        }
        try await root.send(Target.DisposeBrowserContext(browserContextId: context), deadline: deadline)
        try await called { done in session.onDetach { done(()) } }
        #expect(connection.statistics.undecodable.isEmpty)
        #expect(connection.statistics.malformed == 0)
    }

    @Test("Every event that is listened to decodes, over a page that causes many")
    func decoding() async throws {
        let server = try FixtureServer(
            routes: ["/api": .json("{}")],
            handler: { request in
                .html(
                    "<script>fetch('/api').then(() => { console.log('done', {a: 1}); throw new Error('oops') })</script>\(request.path)"
                )
            })
        let browser = try await TestBrowser()
        let connection = browser.connection
        let (sessions, continuation) = AsyncStream.makeStream(of: (CDPSession, CDPReply<CDPDone>).self)
        let counts = Recorder<String>()
        connection.onAttach { [deadline] attachment in
            let session = attachment.session
            session.on(Network.RequestWillBeSent.self) { counts.append("request \($0.request.method)") }
            session.on(Network.RequestWillBeSentExtraInfo.self) { _ in counts.append("request extra") }
            session.on(Network.ResponseReceived.self) { counts.append("response \($0.response.status)") }
            session.on(Network.ResponseReceivedExtraInfo.self) { _ in counts.append("response extra") }
            session.on(Network.LoadingFinished.self) { _ in counts.append("finished") }
            session.on(Runtime.ExecutionContextCreated.self) { _ in counts.append("context") }
            session.on(Runtime.ConsoleAPICalled.self) { counts.append("console \($0.type.rawValue)") }
            session.on(Page.FrameNavigated.self) { _ in counts.append("navigated") }
            session.on(Page.LifecycleEvent.self) { _ in counts.append("lifecycle") }
            session.begin(Page.Enable(), deadline: deadline)
            session.begin(Page.SetLifecycleEventsEnabled(enabled: true), deadline: deadline)
            session.begin(Runtime.Enable(), deadline: deadline)
            session.begin(Network.Enable(), deadline: deadline)
            continuation.yield((session, session.begin(Runtime.RunIfWaitingForDebugger(), deadline: deadline)))
        }
        try await connection.root.send(
            Target.SetAutoAttach(autoAttach: true, waitForDebuggerOnStart: true, flatten: true), deadline: deadline)
        let target = try await connection.root.send(Target.CreateTarget(url: "about:blank"), deadline: deadline)
            .targetId
        let (session, resumed) = try #require(await sessions.first { $0.0.target?.targetId == target })
        _ = try await resumed.value
        let thrown = Watched<Runtime.ExceptionThrown?>(nil)
        session.on(Runtime.ExceptionThrown.self) { event in thrown.change { $0 = $0 ?? event } }
        try await session.send(Page.Navigate(url: server.url("/page")), deadline: deadline)
        let exception = try await thrown.first { $0 }
        #expect(exception.exceptionDetails.exception?.description?.hasPrefix("Error: oops") == true)
        let seen = Set(counts.values)
        for name in [
            "request GET", "request extra", "response 200", "response extra", "context", "console log", "navigated",
            "lifecycle",
        ] { #expect(seen.contains(name), "\(name)") }
        let document = try await session.send(DOM.GetDocument(depth: -1, pierce: true), deadline: deadline)
        #expect(document.root.nodeName == "#document")
        #expect(try await session.send(Accessibility.GetFullAXTree(), deadline: deadline).nodes.isEmpty == false)
        #expect(
            try await session.send(Page.GetFrameTree(), deadline: deadline).frameTree.frame.url == server.url("/page"))
        #expect(try await session.send(Page.CaptureScreenshot(), deadline: deadline).data.starts(with: [0x89, 0x50]))
        let snapshot = try await session.send(DOMSnapshot.CaptureSnapshot(computedStyles: []), deadline: deadline)
        #expect(snapshot.documents.count == 1)
        #expect(connection.statistics.undecodable == [:])
    }

    @Test("A browser that is killed fails the command under way, by name")
    func killed() async throws {
        let browser = try await TestBrowser()
        let reply = browser.connection.root.begin(
            Browser.SetDownloadBehavior(behavior: .deny), deadline: deadline)
        _ = try await reply.value
        browser.process.kill(.kill)
        _ = try await called { browser.connection.onClose($0) }
        await #expect {
            try await browser.connection.root.send(Browser.GetVersion(), deadline: deadline)
        } throws: { error in
            (error as? CDPError)?.kind == .closed && "\(error)".hasPrefix("Browser.getVersion: ")
        }
        #expect(await browser.process.waitForExit() != nil)
    }

    @Test("A browser ends when its pipe does")
    func pipe() async throws {
        let browser = try await TestBrowser()
        browser.drop()
        #expect(await browser.process.waitForExit(until: .unhurried) != nil)
    }

    @Test("A page that crashes fails what it was doing")
    func crash() async throws {
        let browser = try await TestBrowser()
        let connection = browser.connection
        let target = try await connection.root.send(Target.CreateTarget(url: "about:blank"), deadline: deadline)
            .targetId
        let id = try await connection.root.send(
            Target.AttachToTarget(targetId: target, flatten: true), deadline: deadline
        ).sessionId
        let session = try #require(connection.session(id))
        try await session.send(Inspector.Enable(), deadline: deadline)
        let forever = session.begin(
            Runtime.Evaluate(expression: "new Promise(() => {})", awaitPromise: true), deadline: deadline)
        session.begin(Page.Navigate(url: "chrome://crash"), deadline: deadline)
        await #expect {
            try await forever.value
        } throws: { error in
            (error as? CDPError)?.kind == .crashed
        }
    }
}
