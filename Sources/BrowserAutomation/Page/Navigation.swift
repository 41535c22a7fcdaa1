import CDP
import Foundation

/// Where a navigation ended.
package struct NavigationResult: Sendable, Hashable {
    /// The URL after redirects.
    package var url: String
    /// The HTTP status; nil for a navigation without a response, such as to a fragment.
    package var status: Int?

    /// Makes a result.
    package init(url: String, status: Int?) {
        self.url = url
        self.status = status
    }
}

extension Page {
    /// Goes to a URL and waits for its `load`. An HTTP error status is no error.
    ///
    /// - Parameters:
    ///   - url: An absolute URL.
    ///   - beforeDispatch: Called when nothing but sending is left to do.
    ///   - deadline: When to give up.
    /// - Returns: Where it ended.
    /// - Throws: ``BrowserError/navigation(url:_:)`` when there is no answer at all.
    @discardableResult
    package func goto(
        _ url: String, beforeDispatch: BeforeDispatch? = nil, deadline: ContinuousClock.Instant
    ) async throws -> NavigationResult {
        let (answer, before, moves): (CDP.Page.Navigate.Result, Int, Int)
        do {
            (answer, before, moves) = try await dispatch(beforeDispatch, deadline: deadline) {
                let known = (document.commits, document.sameDocumentNavigations)
                return (try await send(CDP.Page.Navigate(url: url), deadline: deadline), known.0, known.1)
            }
        } catch BrowserError.protocolFailure(_, let reason) {
            throw BrowserError.invalid("cannot go to “\(url)”: \(reason)")
        } catch BrowserError.timedOut {
            throw BrowserError.timedOut(what: "an answer from \(url)", log: [])
        }
        if let text = answer.errorText, text != "net::ERR_HTTP_RESPONSE_CODE_FAILURE" {
            throw BrowserError.navigation(url: url, NetworkFailure(text))
        }
        guard let loader = answer.loaderId else {
            // Only the fragment has changed: the event that says so comes behind the answer.
            _ = try await wait(until: deadline) { document.sameDocumentNavigations > moves ? true : nil }
            return NavigationResult(url: document.url, status: nil)
        }
        return try await finishNavigation(to: url, after: before, loader: loader, deadline: deadline)
    }

    /// Loads the document again and waits for its `load`.
    @discardableResult
    package func reload(
        beforeDispatch: BeforeDispatch? = nil, deadline: ContinuousClock.Instant
    ) async throws -> NavigationResult {
        let (before, url) = try await dispatch(beforeDispatch, deadline: deadline) {
            let known = (document.commits, document.url)
            try await send(CDP.Page.Reload(), deadline: deadline)
            return known
        }
        return try await finishNavigation(to: url, after: before, loader: nil, deadline: deadline)
    }

    /// Goes back one entry of the history and waits for it.
    ///
    /// - Throws: ``BrowserError/invalid(_:)`` when there is nothing to go back to.
    @discardableResult
    package func back(
        beforeDispatch: BeforeDispatch? = nil, deadline: ContinuousClock.Instant
    ) async throws -> NavigationResult {
        var beforeDispatch = beforeDispatch
        let (entry, before, moves) = try await whenActive(deadline: deadline) {
            let history = try await send(CDP.Page.GetNavigationHistory(), deadline: deadline)
            guard history.currentIndex > 0 else { throw BrowserError.invalid("there is no page to go back to") }
            let entry = history.entries[history.currentIndex - 1]
            let known = (entry, document.commits, document.sameDocumentNavigations)
            try tell(&beforeDispatch)
            try await send(CDP.Page.NavigateToHistoryEntry(entryId: entry.id), deadline: deadline)
            return known
        }
        let arrived = try await wait(until: deadline) {
            document.commits > before || document.sameDocumentNavigations > moves ? true : nil
        }
        guard arrived != nil else { throw BrowserError.timedOut(what: "the page before, \(entry.url)", log: []) }
        if document.commits == before { return NavigationResult(url: document.url, status: nil) }
        return try await finishNavigation(to: entry.url, after: before, loader: nil, deadline: deadline)
    }

    /// Says that something is sent now, once, and sends it.
    private func dispatch<Value>(
        _ beforeDispatch: BeforeDispatch?, deadline: ContinuousClock.Instant, _ body: () async throws -> Value
    ) async throws -> Value {
        var beforeDispatch = beforeDispatch
        return try await whenActive(deadline: deadline) {
            if beforeDispatch != nil {
                // It is refused where what follows would be: nothing is told to be sent that has to wait first (R1).
                try await send(CDP.Page.GetNavigationHistory(), deadline: deadline)
                try tell(&beforeDispatch)
            }
            return try await body()
        }
    }

    /// Does what needs an active document, again where there is none: a command that is refused for that has done nothing.
    ///
    /// One document gives way to the next. The renderer tells of that before the browser knows of it, so that the next one
    /// may be there already and is not the active one yet: by its load it is.
    private func whenActive<Value>(
        deadline: ContinuousClock.Instant, _ body: () async throws -> Value
    ) async throws -> Value {
        while true {
            let before = document.commits
            do {
                return try await body()
            } catch BrowserError.protocolFailure(_, "Not attached to an active page") {
                let loaded = try await wait(until: deadline) {
                    document.commits > before || document.has("load", loader: document.loader) ? true : nil
                }
                if loaded == nil { throw BrowserError.timedOut(what: "the load event of \(document.url)", log: []) }
                // There is no event for the moment itself.
                try await pause(until: min(deadline, .now + .milliseconds(10)))
            }
        }
    }

    /// Waits until the URL matches.
    ///
    /// - Parameters:
    ///   - glob: The pattern for the whole URL.
    ///   - deadline: When to give up.
    /// - Throws: ``BrowserError/timedOut(what:log:)`` with the URL as it is then.
    package func waitForURL(_ glob: URLGlob, deadline: ContinuousClock.Instant) async throws {
        let met = try await wait(until: deadline) { glob.matches(document.url) ? true : nil }
        if met == nil {
            throw BrowserError.timedOut(what: "the URL to match \(glob)", log: ["it is \(document.url)"])
        }
    }

    /// Waits until the URL satisfies a condition, or the deadline.
    ///
    /// - Returns: Whether it does, and the URL last seen.
    package func expectURL(
        deadline: ContinuousClock.Instant, _ condition: @Sendable (String) -> Bool
    ) async throws -> (met: Bool, url: String) {
        let met = try await wait(until: deadline) { condition(document.url) ? true : nil }
        return (met != nil, document.url)
    }

    /// Says that what comes next is sent now, to a page that is still there; only once.
    private func tell(_ beforeDispatch: inout BeforeDispatch?) throws(BrowserError) {
        try checkAlive()
        beforeDispatch?(.now)
        beforeDispatch = nil
    }

    /// Waits for a new document to have loaded.
    ///
    /// - Parameters:
    ///   - url: What was asked for, for messages.
    ///   - before: How many documents had been committed before.
    ///   - loader: The document to come, where known. A newer one that replaces it counts as well.
    ///   - deadline: When to give up.
    /// - Returns: Where it ended.
    /// - Throws: ``BrowserError``.
    private func finishNavigation(
        to url: String, after before: Int, loader: String?, deadline: ContinuousClock.Instant
    ) async throws -> NavigationResult {
        let loaded = try await wait(until: deadline) { () -> Bool? in
            guard document.commits > before || document.loader == loader else { return nil }
            return document.has("load", loader: document.loader) || document.unreachableURL != nil ? true : nil
        }
        if document.unreachableURL != nil, let text = documentFailures[document.loader],
            text != "net::ERR_HTTP_RESPONSE_CODE_FAILURE"
        {
            throw BrowserError.navigation(url: url, NetworkFailure(text))
        }
        guard loaded != nil else {
            let reached = document.commits > before ? "the load event of \(document.url)" : "an answer from \(url)"
            throw BrowserError.timedOut(what: reached, log: [])
        }
        return NavigationResult(url: document.url, status: documentResponses[document.loader]?.status)
    }

    /// Waits for the commit of a navigation that an act has started, if it has.
    ///
    /// - Returns: Whether nothing is on its way any more.
    func settleNavigation(deadline: ContinuousClock.Instant) async throws -> Bool {
        try await wait(until: deadline) { document.isNavigating ? nil : true } ?? false
    }

    /// Waits until the page's scripts can be called: the first document is there.
    func becomeReady(deadline: ContinuousClock.Instant) async throws {
        _ = try await currentWorld(deadline: deadline)
    }

    /// Waits for a page that this one has opened or opens: a popup, a new tab.
    ///
    /// - Parameters:
    ///   - known: IDs of pages that do not count.
    ///   - deadline: When to give up.
    /// - Returns: The new page.
    /// - Throws: ``BrowserError/timedOut(what:log:)`` when none comes.
    package func openedPage(
        besides known: Set<String> = [], deadline: ContinuousClock.Instant
    ) async throws -> Page {
        try await context.page(openedBy: self, besides: known, deadline: deadline)
    }

    /// The title, whitespace-normalised.
    package func title(deadline: ContinuousClock.Instant) async throws -> String {
        try await look("title()", as: String.self, deadline: deadline)
    }
}
