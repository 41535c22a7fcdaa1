/// What went wrong with a browser or a page. Each says what, where and what to do in one line.
package enum BrowserError: Error, Sendable, Hashable {
    /// The browser could not be started or attached to.
    case launch(reason: String, remedy: String)
    /// A navigation did not arrive.
    case navigation(url: String, NetworkFailure)
    /// Nothing matches a locator, to the end.
    case notFound(locator: String, log: [String])
    /// More than one element matches; `matches` lists the first few.
    case strict(locator: String, count: Int, matches: [String])
    /// The element is there but cannot be acted on.
    case notActionable(NotActionable)
    /// Something that was waited for did not come.
    case timedOut(what: String, log: [String])
    /// A script threw, or its value cannot be had as JSON.
    case evaluation(String)
    /// A locator or an argument makes no sense to the page.
    case invalid(String)
    /// The browser process is gone.
    case browserExited(how: String)
    /// The page's renderer crashed.
    case targetCrashed(url: String)
    /// The page was closed.
    case pageClosed(url: String)
    /// The protocol refused a command; a fault of this tool or an unknown browser.
    case protocolFailure(method: String, reason: String)

    /// Why an element could not be acted on.
    package struct NotActionable: Sendable, Hashable {
        /// The act, such as `click`.
        package var action: String
        /// The locator as text.
        package var locator: String
        /// The element found last, if any.
        package var element: String?
        /// The check that failed last.
        package var reason: Reason
        /// For ``Reason/covered``: what covers it.
        package var coveredBy: String?
        /// More about the reason, where there is more to say.
        package var detail: String?
        /// What was tried.
        package var log: [String]
    }

    /// The check that an element failed.
    package enum Reason: String, Sendable, Hashable {
        case notVisible, notStable, frameless, disabled, readonly, notEditable, covered, outOfView, detached, unfit
        case unchanged, noOption

        /// The reason as the end of the sentence "the element …".
        var words: String {
            switch self {
            case .notVisible: "is not visible"
            case .notStable: "keeps moving"
            case .frameless: "is on a page that makes no frames, so that it is not known whether it holds still"
            case .disabled: "is disabled"
            case .readonly: "is read-only"
            case .notEditable: "is not an input, textarea, select or contenteditable element"
            case .covered: "does not receive the event"
            case .outOfView: "cannot be scrolled into view"
            case .detached: "keeps being replaced"
            case .unfit: "does not take this act"
            case .unchanged: "did not change its state"
            case .noOption: "has no such option that can be chosen"
            }
        }
    }
}

extension BrowserError {
    /// The steps tried before this error, for the failure's call log.
    package var log: [String] {
        switch self {
        case .notFound(_, let log), .timedOut(_, let log): log
        case .notActionable(let problem): problem.log
        default: []
        }
    }
}

extension BrowserError: CustomStringConvertible {
    /// The error in one line, with what to do where there is something.
    package var description: String {
        switch self {
        case .launch(let reason, let remedy):
            "the browser did not start: \(reason); \(remedy)"
        case .navigation(let url, let failure):
            "navigation to \(url) failed: \(failure)"
        case .notFound(let locator, _):
            "no element matches \(locator); check the locator, or that the page is the one expected"
        case .strict(let locator, let count, let matches):
            "\(count) elements match \(locator), one is needed: \(matches.joined(separator: ", "))"
                + (count > matches.count ? ", …" : "") + "; narrow it with exact, has_text, within or nth"
        case .notActionable(let problem):
            problem.description
        case .timedOut(let what, _):
            "timed out waiting for \(what)"
        case .evaluation(let text):
            "the script failed in the page: \(text)"
        case .invalid(let text):
            text
        case .browserExited(let how):
            "the browser is gone: \(how)"
        case .targetCrashed(let url):
            "the page's renderer crashed at \(url)"
        case .pageClosed(let url):
            "the page was closed at \(url)"
        case .protocolFailure(let method, let reason):
            "the browser refused \(method): \(reason)"
        }
    }
}

extension BrowserError.NotActionable: CustomStringConvertible {
    /// The error in one line, with what to do where there is something.
    package var description: String {
        let cover = coveredBy.map { ": covered by \($0)" } ?? ""
        let more = detail.map { " (\($0))" } ?? ""
        return "cannot \(action) \(locator): \(element ?? "the element") \(reason.words)\(cover)\(more)"
    }
}
