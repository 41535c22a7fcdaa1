package import Foundation

/// Something that happened in a browser, in the order it arrived.
///
/// Timestamps are Chromium's monotonic clock in seconds; it shares an epoch within one browser only.
package enum BrowserEvent: Sendable {
    /// A request left the page, or a redirect led to another one.
    case request(NetworkRequest)
    /// The body of a request, where it could not be told with it.
    case requestBody(NetworkKey, Data)
    /// The headers as they went over the wire. May come before or after ``request(_:)``.
    case requestExtraInfo(NetworkExtraInfo)
    /// We added or did not add the correlation header after all.
    case requestCorrelation(NetworkKey, Correlation)
    /// The head of a response.
    case response(NetworkResponse)
    /// The response's headers as they came over the wire, blocked cookies included.
    case responseExtraInfo(NetworkExtraInfo)
    /// A response is complete; where its body is kept, told once the body has been read.
    case requestFinished(NetworkFinish)
    /// A request got no response, or its body broke off.
    case requestFailed(NetworkFailed)
    /// A websocket opened, exchanged a frame or closed.
    case webSocket(WebSocketActivity)
    /// The page wrote to the console.
    case console(ConsoleMessage)
    /// An exception nobody caught.
    case pageError(PageError)
    /// A frame of a page's film.
    case film(FilmFrame)
    /// A dialog opened and was answered.
    case dialog(Dialog)
    /// A download began or ended.
    case download(Download)
    /// A frame shows another document, or another URL of the same one.
    case navigation(FrameNavigation)
    /// A page's document came to a point of its loading.
    case pageTiming(PageTiming)
    /// A frame was added.
    case frameAttached(target: String, frame: String, parent: String?)
    /// A page, frame process or worker was attached, before it ran.
    case targetAttached(AttachedTarget)
    /// A renderer crashed.
    case targetCrashed(target: String, url: String)
    /// A page was closed.
    case targetClosed(target: String, url: String)
    /// The browser is gone.
    case browserExited(how: String)
    /// Something could not be recorded.
    case dropped(what: String, count: Int)
}

/// A page, out-of-process frame or worker that was attached.
package struct AttachedTarget: Sendable, Hashable {
    /// Chromium's ID.
    package var target: String
    /// `page`, `iframe`, `worker`, `service_worker`, `shared_worker`, …
    package var kind: String
    /// Its URL, "" while it has none.
    package var url: String
    /// The page that opened it.
    package var opener: String?
    /// Whether it waited for us: nothing of it ran unseen.
    package var isPaused: Bool
}

/// Another document, or another URL of the same document, in a frame.
package struct FrameNavigation: Sendable, Hashable {
    /// The target it happened in.
    package var target: String
    /// The frame.
    package var frame: String
    /// The URL.
    package var url: String
    /// Whether it is the page's main frame.
    package var isMainFrame: Bool
    /// Whether the document stayed (fragment, history API).
    package var isSameDocument: Bool
    /// Names the document; its request has this ID.
    package var loader: String?
}

/// A page's document came to a point of its loading.
package struct PageTiming: Sendable, Hashable {
    /// The points that are told.
    package enum Name: String, Sendable, Hashable {
        case contentLoaded = "DOMContentLoaded"
        case load
    }

    /// The page's main frame.
    package var frame: String
    /// Names the document; its request has this ID.
    package var loader: String
    /// The point.
    package var name: Name
    /// Chromium's monotonic seconds.
    package var timestamp: Double
}

/// A dialog of a page: it never stays open.
package struct Dialog: Sendable, Hashable {
    /// The kinds of dialog.
    package enum Kind: String, Sendable, Hashable {
        case alert, confirm, prompt, beforeunload
    }

    /// The target it happened in.
    package var target: String
    /// Which dialog.
    package var kind: Kind
    /// What it says.
    package var message: String
    /// The URL.
    package var url: String
    /// Whether it was accepted.
    package var accepted: Bool
}

/// How a dialog is answered.
package enum DialogAnswer: Sendable, Hashable {
    /// As a user who presses Escape.
    case dismiss
    /// As a user who presses OK, with a text for a prompt.
    case accept(text: String?)
}

/// A file the page offered.
package struct Download: Sendable, Hashable {
    /// Where it is in its life.
    package enum Phase: String, Sendable, Hashable { case began, finished, canceled }

    /// Chromium's ID of the download.
    package var id: String
    /// The URL.
    package var url: String
    /// The name the server or page gave it, "" but at its begin.
    package var suggestedName: String
    /// Where it is in its life.
    package var phase: Phase
    /// How many bytes came, once that is known.
    package var bytes: Int?
}
