import CDP
import Foundation
package import Transport

/// A browser, started or attached to, and the contexts made in it.
package actor Browser: Waiting {
    /// The thread everything about the browser happens on; a task that prefers it never leaves it while driving pages.
    package nonisolated let loop: EventLoop
    /// What browser it is.
    package nonisolated let identity: BrowserIdentity
    /// Where its protocol is served: `ws://…`.
    package nonisolated let endpoint: String

    /// The process of a browser that was started here.
    package nonisolated var processID: Int32? { process?.pid }

    private nonisolated let client: WebSocketClient
    private nonisolated let connection: CDPConnection
    private nonisolated let process: BrowserProcess?

    var waiters = Waiters()
    private var contexts: [String: BrowserContext] = [:]
    /// How many contexts there are.
    var contextCount: Int { contexts.count }
    private var owners = Ownership()
    private var failure: BrowserError?
    private var isClosing = false
    private var hasLostConnection = false
    private var isDistrusted = false

    private init(
        client: WebSocketClient, connection: CDPConnection, process: BrowserProcess?, identity: BrowserIdentity,
        endpoint: String
    ) {
        self.endpoint = endpoint
        self.client = client
        self.connection = connection
        self.process = process
        self.identity = identity
        loop = connection.loop
    }

    /// Starts a browser, or attaches to the one the options name.
    static func open(_ options: BrowserOptions, deadline: ContinuousClock.Instant) async throws -> Browser {
        let client: WebSocketClient
        do {
            client = try WebSocketClient(trustedCertificates: options.trustedCertificates)
        } catch {
            throw BrowserError.launch(reason: "\(error)", remedy: "check the libwebsockets library")
        }
        if let url = options.attachURL {
            let headers = options.attachHeaders
            let endpoint = try await AttachEndpoint.resolve(
                url, headers: headers, trustedCertificates: options.trustedCertificates, deadline: deadline)
            return try await connect(client, to: endpoint, headers: headers, process: nil, deadline: deadline)
        }
        let process = try await BrowserProcess.launch(options, deadline: deadline)
        do {
            return try await connect(client, to: process.endpoint, process: process, deadline: deadline)
        } catch {
            // A task of its own: ending it is not cut short when this one is cancelled.
            await Task { await process.end() }.value
            throw error
        }
    }

    private static func connect(
        _ client: WebSocketClient, to endpoint: String, headers: [(name: String, value: String)] = [],
        process: BrowserProcess?, deadline: ContinuousClock.Instant
    ) async throws -> Browser {
        do {
            let connection = try await CDPConnection.connect(
                to: endpoint, client: client, headers: headers, deadline: deadline)
            let version = try await connection.root.send(CDP.Browser.GetVersion(), deadline: deadline)
            let identity = BrowserIdentity(
                path: process?.binary.path, product: version.product, userAgent: version.userAgent,
                protocolVersion: version.protocolVersion)
            let browser = Browser(
                client: client, connection: connection, process: process, identity: identity, endpoint: endpoint)
            try await browser.begin(deadline: deadline)
            return browser
        } catch let error as TransportError {
            throw BrowserError.launch(
                reason: "\(AttachEndpoint.shown(endpoint)) cannot be reached: \(error)",
                remedy: "check that the browser listens there, and --cdp-header where it wants a token")
        } catch let error as CDPError {
            throw BrowserError.launch(
                reason: "the browser at \(AttachEndpoint.shown(endpoint)) refused: \(error)",
                remedy: "use Chromium or Chrome 120 or newer")
        }
    }

    private func begin(deadline: ContinuousClock.Instant) async throws(CDPError) {
        connection.onAttach { attachment in
            self.assumeIsolated { $0.attach(attachment) }
        }
        connection.onClose { error in
            self.assumeIsolated { $0.connectionClosed(error) }
        }
        connection.onUndecodable { session, event in
            self.assumeIsolated { $0.lose(event, of: session) }
        }
        connection.root.on(CDP.Browser.DownloadWillBegin.self) { event in
            self.assumeIsolated { $0.downloadBegan(event) }
        }
        connection.root.on(CDP.Browser.DownloadProgress.self) { event in
            self.assumeIsolated { $0.downloadProgressed(event) }
        }
        try await connection.root.send(SessionSetup.autoAttach, deadline: deadline)
    }

    // MARK: Contexts

    /// Makes a context: cookies, storage and pages of their own.
    ///
    /// - Parameters:
    ///   - options: What it is like.
    ///   - deadline: When to give up.
    /// - Returns: The context, without pages.
    /// - Throws: ``BrowserError``.
    package func newContext(
        _ options: ContextOptions, deadline: ContinuousClock.Instant
    ) async throws -> BrowserContext {
        let made = try await send(
            CDP.Target.CreateBrowserContext(disposeOnDetach: true), deadline: deadline)
        let context = BrowserContext(id: made.browserContextId, browser: self, options: options)
        contexts[context.id] = context
        guard let folder = downloads(of: context.id) else { return context }
        do {
            _ = try await send(
                CDP.Browser.SetDownloadBehavior(
                    behavior: .allowAndName, browserContextId: context.id, downloadPath: folder, eventsEnabled: true),
                deadline: deadline)
            return context
        } catch {
            await Task { await context.close(deadline: .now + BrowserContext.closingPatience) }.value
            throw error
        }
    }

    /// Where a context's downloads are kept: with the profile, and no longer than the context. `nil` when attached.
    private nonisolated func downloads(of context: String) -> String? {
        process.map { "\($0.profile.path)/downloads/\(context)" }
    }

    /// Lets go of a context that has been disposed of, and removes what it has downloaded.
    func forget(_ context: BrowserContext) async {
        contexts[context.id] = nil
        owners.remove(context: context.id)
        if let folder = downloads(of: context.id) { await Self.remove(folder) }
    }

    /// Off the loop, which has pages to drive.
    @concurrent private nonisolated static func remove(_ folder: String) async {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A context could not be disposed of: what is left of it must not meet another.
    func distrust() { isDistrusted = true }

    /// Whether more contexts may be made in the browser.
    var isUsable: Bool { failure == nil && !hasLostConnection && !isDistrusted && !isClosing }

    /// Remembers whose frame it is. On the loop.
    nonisolated func note(frame: String, of context: BrowserContext) {
        assumeIsolated { $0.owners.add(frame: frame, to: context.id) }
    }

    /// Hands a new target to its context; one that is nobody's is let go at once.
    private func attach(_ attachment: CDPAttachment) {
        let session = attachment.session
        guard let id = session.id, let target = session.target else { return }
        let contextID = owners.context(ofSession: attachment.parent.id) ?? target.browserContextId
        guard let context = contextID.flatMap({ contexts[$0] }) else {
            session.begin(CDP.Runtime.RunIfWaitingForDebugger(), deadline: Self.unawaited)
            attachment.parent.begin(CDP.Target.DetachFromTarget(sessionId: id), deadline: Self.unawaited)
            return
        }
        owners.attach(session: id, target: target.targetId, to: context.id)
        session.onDetach { self.assumeIsolated { $0.owners.detach(session: id) } }
        context.assumeIsolated { $0.attach(attachment) }
    }

    // MARK: Events of the browser itself

    /// Tells the contexts concerned of an event that could not be read.
    private func lose(_ event: String, of session: CDPSession) {
        let owner = owners.context(ofSession: session.id)
        for context in contexts.values where owner == nil || context.id == owner {
            context.assumeIsolated { $0.lose(event) }
        }
    }

    private func downloadBegan(_ event: CDP.Browser.DownloadWillBegin) {
        guard let owner = owners.begin(download: event.guid, in: event.frameId) else {
            // A download of a frame that nobody has seen: whose it is cannot be told, that there was one can.
            for context in contexts.values { context.emit(.dropped(what: "download of an unknown frame", count: 1)) }
            return
        }
        contexts[owner]?.emit(
            .download(
                Download(
                    id: event.guid, url: event.url, suggestedName: event.suggestedFilename, phase: .began, bytes: nil)))
    }

    private func downloadProgressed(_ event: CDP.Browser.DownloadProgress) {
        guard event.state != .inProgress, let owner = owners.end(download: event.guid) else { return }
        contexts[owner]?.emit(
            .download(
                Download(
                    id: event.guid, url: "", suggestedName: "",
                    phase: event.state == .completed ? .finished : .canceled, bytes: Int(event.receivedBytes))))
    }

    // MARK: Commands

    /// When the reply of a command is given up that no step waits for.
    static var unawaited: ContinuousClock.Instant { .now + .seconds(30) }

    func checkAlive() throws(BrowserError) {
        if let failure { throw failure }
    }

    /// Why nothing can be done any more; nil while it can. On the loop.
    nonisolated var end: BrowserError? { assumeIsolated { $0.failure } }

    /// Sends a command to the browser itself.
    func send<Command: CDPCommand>(
        _ command: Command, deadline: ContinuousClock.Instant
    ) async throws -> Command.Result {
        try checkAlive()
        do {
            return try await connection.root.send(command, deadline: deadline)
        } catch {
            switch error.kind {
            case .closed, .sessionDetached, .crashed: throw BrowserError.browserExited(how: await howItEnded())
            case .timedOut: throw BrowserError.timedOut(what: "the browser to answer \(error.method)", log: [])
            case .cancelled: throw CancellationError()
            case .protocol, .encoding, .decoding:
                throw BrowserError.protocolFailure(method: error.method, reason: error.message)
            }
        }
    }

    // MARK: The end

    /// How the browser ended, in words.
    func howItEnded() async -> String {
        if isClosing { return "it was closed by this run" }
        return await process?.howItEnded() ?? "its connection was closed"
    }

    /// Whether the connection is gone; why is found out in a moment. On the loop.
    nonisolated var isLost: Bool { assumeIsolated { $0.hasLostConnection } }

    private func connectionClosed(_ error: TransportError) {
        hasLostConnection = true
        Task {
            let how = await howItEnded()
            finish(.browserExited(how: how))
        }
    }

    private func finish(_ error: BrowserError) {
        guard failure == nil else { return }
        failure = error
        if !isClosing, case .browserExited(let how) = error {
            for context in contexts.values { context.emit(.browserExited(how: how)) }
        }
        for context in contexts.values { context.assumeIsolated { $0.browserExited(error) } }
        changed()
    }

    /// Closes the browser if it was started, or only the connection if it was attached to. Leaves nothing behind.
    func close() async {
        isClosing = true
        finish(.browserExited(how: "it was closed by this run"))
        if process == nil {
            for context in contexts.values {
                _ = try? await connection.root.send(
                    CDP.Target.DisposeBrowserContext(browserContextId: context.id), deadline: .now + .seconds(5))
            }
        }
        connection.close()
        await process?.end()
    }
}

/// Runs a body with a browser that ends when the body does, on every way out of it.
///
/// - Parameters:
///   - options: Which browser, and how.
///   - deadline: When starting it is given up.
///   - body: What to do with it.
/// - Returns: What the body returns.
/// - Throws: ``BrowserError/launch(reason:remedy:)``, or what the body throws.
package func withBrowser<Value: Sendable>(
    _ options: BrowserOptions, deadline: ContinuousClock.Instant, _ body: (Browser) async throws -> Value
) async throws -> Value {
    let browser = try await Browser.open(options, deadline: deadline)
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(browser))
    } catch {
        result = .failure(error)
    }
    // A task of its own: closing is not cut short when this one is cancelled.
    await Task { await browser.close() }.value
    return try result.get()
}
