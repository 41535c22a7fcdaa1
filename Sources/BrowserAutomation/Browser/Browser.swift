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

    /// The names of events that could not be read, so that a report can say what it may lack.
    nonisolated var undecodable: [String] { connection.statistics.undecodable.keys.sorted() }

    /// The process of a browser that was started here.
    package nonisolated var processID: Int32? { process?.pid }

    private nonisolated let client: WebSocketClient
    private nonisolated let connection: CDPConnection
    private nonisolated let process: BrowserProcess?

    var waiters = Waiters()
    private var contexts: [String: BrowserContext] = [:]
    private var contextOfSession: [String: String] = [:]
    private var failure: BrowserError?
    private var isClosing = false
    private var hasLostConnection = false

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
            await process.end()
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
        connection.root.on(CDP.Browser.DownloadWillBegin.self) { event in
            let download = Download(
                id: event.guid, url: event.url, suggestedName: event.suggestedFilename, phase: .began, bytes: nil)
            self.assumeIsolated { $0.emit(.download(download)) }
        }
        connection.root.on(CDP.Browser.DownloadProgress.self) { event in
            guard event.state != .inProgress else { return }
            let download = Download(
                id: event.guid, url: "", suggestedName: "", phase: event.state == .completed ? .finished : .canceled,
                bytes: Int(event.receivedBytes))
            self.assumeIsolated { $0.emit(.download(download)) }
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
        if let process {
            // Downloads are kept with the profile and go with it.
            _ = try await send(
                CDP.Browser.SetDownloadBehavior(
                    behavior: .allowAndName, browserContextId: context.id,
                    downloadPath: "\(process.profile.path)/downloads", eventsEnabled: true), deadline: deadline)
        }
        return context
    }

    func forget(_ context: BrowserContext) {
        contexts[context.id] = nil
    }

    private func emit(_ event: BrowserEvent) {
        for context in contexts.values { context.emit(event) }
    }

    /// Hands a new target to its context; one that is nobody's is let go at once.
    private func attach(_ attachment: CDPAttachment) {
        let session = attachment.session
        guard let id = session.id, let target = session.target else { return }
        let contextID = attachment.parent.id.flatMap { contextOfSession[$0] } ?? target.browserContextId
        guard let context = contextID.flatMap({ contexts[$0] }) else {
            session.begin(CDP.Runtime.RunIfWaitingForDebugger(), deadline: Self.unawaited)
            attachment.parent.begin(CDP.Target.DetachFromTarget(sessionId: id), deadline: Self.unawaited)
            return
        }
        contextOfSession[id] = context.id
        session.onDetach { self.assumeIsolated { $0.contextOfSession[id] = nil } }
        context.assumeIsolated { $0.attach(attachment) }
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
        if !isClosing, case .browserExited(let how) = error { emit(.browserExited(how: how)) }
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
