import CDP
import Foundation
package import Transport

/// Cookies, storage and pages of their own: one user. Everything in it is watched from before it runs.
package actor BrowserContext: Waiting {
    /// The browser's thread.
    package nonisolated let loop: EventLoop
    /// Chromium's ID of the context.
    package nonisolated let id: String

    nonisolated let browser: Browser
    nonisolated let options: ContextOptions
    nonisolated let rule: CorrelationRule

    var waiters = Waiters()
    var dialogAnswer: DialogAnswer
    var correlations = CorrelationBook()
    var bodies: BodyCollector
    /// Sites that act on nothing but a listener of their document.
    var delegatingOrigins: Set<Origin> = []
    private var openPages: [Page] = []
    private var lostEvents: Set<String> = []
    private var isClosed = false

    /// A browser that has not disposed of a context by then is not used again.
    static let closingPatience = Duration.seconds(5)

    init(id: String, browser: Browser, options: ContextOptions) {
        self.id = id
        self.browser = browser
        loop = browser.loop
        self.options = options
        dialogAnswer = options.dialogAnswer
        bodies = BodyCollector(policy: options.bodies)
        rule = CorrelationRule(policy: options.correlation)
    }

    /// The open pages, oldest first.
    package var pages: [Page] { openPages }

    func checkAlive() throws(BrowserError) {
        if let end = browser.end { throw end }
        if isClosed { throw .pageClosed(url: "a closed browser context") }
    }

    /// Hands an event to whoever records the run. What comes once the context is being closed is of our own making. On
    /// the loop.
    nonisolated func emit(_ event: BrowserEvent) {
        if assumeIsolated({ !$0.isClosed }) { options.onEvent(event) }
    }

    /// An event could not be read; told once for each kind. On the loop.
    func lose(_ event: String) {
        if lostEvents.insert(event).inserted { emit(.dropped(what: event, count: 1)) }
    }

    // MARK: Pages

    /// Opens an empty page.
    ///
    /// - Parameter deadline: When to give up.
    /// - Returns: The page, which shows `about:blank`.
    /// - Throws: ``BrowserError``.
    package func newPage(deadline: ContinuousClock.Instant) async throws -> Page {
        let created = try await browser.send(
            CDP.Target.CreateTarget(url: "about:blank", browserContextId: id), deadline: deadline)
        let page = try await wait(until: deadline) { openPages.first { $0.id == created.targetId } }
        guard let page else { throw BrowserError.timedOut(what: "a new page", log: []) }
        try await page.becomeReady(deadline: deadline)
        return page
    }

    /// Waits for a page that another page has opened or opens.
    ///
    /// - Parameters:
    ///   - opener: The page that opens it.
    ///   - known: Pages that do not count.
    ///   - deadline: When to give up.
    /// - Returns: The new page, once its scripts can be called.
    /// - Throws: ``BrowserError/timedOut(what:log:)`` when none comes.
    func page(
        openedBy opener: Page, besides known: Set<String>, deadline: ContinuousClock.Instant
    ) async throws -> Page {
        let page = try await wait(until: deadline) {
            openPages.first { $0.openerID == opener.id && !known.contains($0.id) }
        }
        guard let page else { throw BrowserError.timedOut(what: "a page opened by \(await opener.url)", log: []) }
        try await page.becomeReady(deadline: deadline)
        return page
    }

    /// Sets how the coming dialogs are answered.
    package func answerDialogs(_ answer: DialogAnswer) {
        dialogAnswer = answer
    }

    /// Closes all pages and forgets cookies and storage.
    ///
    /// - Parameter deadline: When to give up waiting for it.
    package func close(deadline: ContinuousClock.Instant) async {
        guard !isClosed else { return }
        isClosed = true
        do {
            _ = try await browser.send(CDP.Target.DisposeBrowserContext(browserContextId: id), deadline: deadline)
        } catch {
            await browser.distrust()
        }
        await browser.forget(self)
        changed()
    }

    nonisolated func forget(_ page: Page) {
        assumeIsolated { context in
            context.openPages.removeAll { $0 === page }
            context.changed()
        }
    }

    // MARK: Targets

    /// Takes over a target that has just been attached; it still waits. On the loop.
    func attach(_ attachment: CDPAttachment) {
        let session = attachment.session
        guard let target = session.target else { return }
        emit(
            .targetAttached(
                AttachedTarget(
                    target: target.targetId, kind: target.type, url: target.url, opener: target.openerId,
                    isPaused: attachment.isWaitingForDebugger)))
        var page: Page?
        if target.type == "page" {
            let new = Page(session: session, target: target, context: self)
            new.listen()
            openPages.append(new)
            page = new
        }
        watch(session, target: target.targetId, page: page)
        SessionSetup(kind: target.type, options: options, session: session).run()
        page?.assumeIsolated { $0.startFilm() }
        changed()
    }

    /// How the next dialog is answered. On the loop.
    nonisolated var currentDialogAnswer: DialogAnswer { assumeIsolated { $0.dialogAnswer } }

    /// Whether a site has been seen to act on nothing but a listener of its document. On the loop.
    nonisolated func isDelegating(_ url: String) -> Bool {
        guard let origin = Origin(url) else { return false }
        return assumeIsolated { $0.delegatingOrigins.contains(origin) }
    }

    /// Remembers that a site acts on a listener of its document, so that acts need not wait for a nearer one.
    func learnDelegation(_ url: String) {
        if let origin = Origin(url) { delegatingOrigins.insert(origin) }
    }

    /// Ends everything with the browser.
    func browserExited(_ error: BrowserError) {
        for page in openPages { page.assumeIsolated { $0.fail(error) } }
        changed()
    }

    /// Subscribes the monitors and the request interceptor.
    private func watch(_ session: CDPSession, target: String, page: Page?) {
        NetworkMonitor(target: target, page: page, context: self).listen(to: session)
        ConsoleMonitor(target: target, context: self).listen(to: session)
        FrameMonitor(target: target, isPage: page != nil, context: self).listen(to: session)
        if options.correlation?.changesRequests == true {
            RequestInterceptor(context: self).listen(to: session)
        }
    }
}
