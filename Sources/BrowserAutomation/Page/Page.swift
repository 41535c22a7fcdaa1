import CDP
import Foundation
package import Transport

/// A tab: one main frame with whatever it contains, driven and watched through one protocol session.
///
/// All state is kept on the connection's loop: events change it in the order they arrive, verbs look at it there.
package actor Page: Waiting {
    /// The browser's thread.
    package nonisolated let loop: EventLoop
    /// Chromium's ID of the target.
    package nonisolated let id: String
    /// The page that opened this one.
    package nonisolated let openerID: String?

    nonisolated let session: CDPSession
    nonisolated let context: BrowserContext
    /// The context that the page belongs to.
    package nonisolated var browserContext: BrowserContext { context }

    var document: DocumentState
    var waiters = Waiters()
    var failure: BrowserError?
    var counts = EffectMark()
    var film: FilmState
    /// How often the document has asked for a path.
    private var polled: [String: Int] = [:]
    /// Responses of main-frame documents, by the document's loader.
    var documentResponses: [String: NetworkResponse] = [:]
    /// Failures of main-frame documents, by the document's loader.
    var documentFailures: [String: String] = [:]

    init(session: CDPSession, target: CDP.Target.TargetInfo, context: BrowserContext) {
        loop = session.connection.loop
        id = target.targetId
        openerID = target.openerId
        self.session = session
        self.context = context
        film = FilmState(policy: context.options.film)
        document = DocumentState(frame: target.targetId, url: target.url.isEmpty ? "about:blank" : target.url)
    }

    /// The URL shown, as of the last event.
    package var url: String { document.url }

    /// Whether the page is still there.
    package var isOpen: Bool { failure == nil }

    func checkAlive() throws(BrowserError) {
        if let failure { throw failure }
    }

    /// Ends every wait with an error; the first stays.
    func fail(_ error: BrowserError) {
        if failure == nil { failure = error }
        changed()
    }

    /// Sends a command; its failure is told in this module's terms.
    @discardableResult
    func send<Command: CDPCommand>(
        _ command: Command, deadline: ContinuousClock.Instant
    ) async throws -> Command.Result {
        try checkAlive()
        do {
            return try await session.send(command, deadline: deadline)
        } catch {
            throw await explain(error)
        }
    }

    /// A protocol error in this module's terms.
    func explain(_ error: CDPError) async -> any Error {
        switch error.kind {
        case .closed:
            if let failure { return failure }
            return BrowserError.browserExited(how: await context.browser.howItEnded())
        case .crashed: return failure ?? BrowserError.targetCrashed(url: document.url)
        case .sessionDetached: return failure ?? BrowserError.pageClosed(url: document.url)
        case .timedOut where error.method.hasPrefix("Input.") || error.method.hasPrefix("Runtime."):
            return BrowserError.timedOut(
                what: "the page at \(document.url) to answer; a script of the page keeps it busy", log: [])
        case .timedOut: return BrowserError.timedOut(what: "the browser to answer \(error.method)", log: [])
        case .cancelled: return CancellationError()
        case .protocol, .encoding, .decoding:
            return BrowserError.protocolFailure(method: error.method, reason: error.message)
        }
    }
}

// MARK: - Events

extension Page {
    /// Subscribes to what moves the page's state. On the loop, before the target runs.
    nonisolated func listen() {
        func on<Event: CDPEvent>(_ event: Event.Type, _ handle: @escaping @Sendable (isolated Page, Event) -> Void) {
            session.on(event) { event in
                self.assumeIsolated { page in
                    handle(page, event)
                    page.changed()
                }
            }
        }
        on(CDP.Page.LifecycleEvent.self) { page, event in
            page.document.lifecycleEvent(event)
            page.filmedDocumentLived(event)
        }
        on(CDP.Page.ScreencastFrame.self) { $0.filmed($1) }
        on(CDP.Page.FrameRequestedNavigation.self) { $0.document.navigationRequested($1) }
        on(CDP.Page.FrameStartedNavigating.self) { $0.document.navigationStarted($1) }
        on(CDP.Page.FrameStoppedLoading.self) { $0.document.stoppedLoading($1) }
        on(CDP.Runtime.ExecutionContextCreated.self) { $0.document.contextCreated($1.context) }
        on(CDP.Runtime.ExecutionContextDestroyed.self) { $0.document.contextDestroyed($1.executionContextUniqueId) }
        on(CDP.Runtime.ExecutionContextsCleared.self) { page, _ in page.document.contextsCleared() }
        on(CDP.Page.FrameNavigated.self) { page, event in
            page.document.navigated(event.frame)
            guard event.frame.parentId == nil else { return }
            page.counts.navigations += 1
            page.polled = [:]
            page.filmedDocumentChanged()
        }
        on(CDP.Page.NavigatedWithinDocument.self) { page, event in
            page.document.navigatedWithinDocument(event)
            page.counts.navigations += 1
        }
        on(CDP.Page.WindowOpen.self) { page, _ in page.counts.navigations += 1 }
        on(CDP.Page.JavascriptDialogOpening.self) { $0.answerDialog($1) }
        on(CDP.Inspector.TargetCrashed.self) { page, _ in page.crashed() }
        session.onDetach { self.assumeIsolated { $0.detached() } }
    }

    /// A request of the page was seen by the monitor.
    ///
    /// Polling and beacons answer no act: what a document has asked for twice, and what nobody reads, does not count.
    func noteRequest(_ request: NetworkRequest) {
        defer { changed() }
        if request.resourceType == "Ping" { return }
        if request.method == "GET" || request.method == "HEAD" {
            let path = String(request.url.prefix { $0 != "?" && $0 != "#" })
            polled[path, default: 0] += 1
            if polled[path, default: 0] > 2 { return }
        }
        counts.requests += 1
    }

    private func crashed() {
        context.emit(.targetCrashed(target: id, url: document.url))
        fail(.targetCrashed(url: document.url))
    }

    private func detached() {
        // A closing connection detaches its sessions first: then the browser's end says why, and ends the page.
        loop.execute {
            self.assumeIsolated { page in
                guard !page.context.browser.isLost else { return }
                page.context.forget(page)
                guard page.failure == nil else { return }
                page.context.emit(.targetClosed(target: page.id, url: page.document.url))
                page.fail(.pageClosed(url: page.document.url))
            }
        }
    }
}
