import Convergence
import RunModel

/// A line on the console, or something else that the page or the browser did by itself, for the axis.
struct MessageData: Encodable {
    /// When.
    var t: Double
    /// What: `error`, `warning`, `log`, `page error`, `dialog`, `navigation`, `download`, `crash`, `fault`, …
    var kind: String
    /// The text.
    var text: String
    /// Where in the page's code, or further text.
    var more: String?
    /// True for the console.
    var console: Bool
    /// Its line in the journal.
    var line: Int

    /// More than these are not shown: the first ones, and all errors as far as there is room.
    private static let limit = 800

    /// All that are shown, and what is not.
    static func all(_ events: [RunEvent], texts: inout TextStore) -> (kept: [MessageData], left: String?) {
        var all = events.compactMap(MessageData.init)
        let count = all.count
        if count > limit {
            let errors: Set<String> = ["error", "page error", "crash", "fault"]
            let wanted = all.enumerated().filter { $0 < limit / 2 || errors.contains($1.kind) }
            all = wanted.prefix(limit).map(\.element)
        }
        for index in all.indices {
            all[index].text = texts.line(all[index].text, limit: all[index].console ? 2000 : 400)
            all[index].more = texts.words(all[index].more, limit: 2000)
        }
        return (all, count > all.count ? "\(count - all.count) of \(count) messages" : nil)
    }

    private init?(_ event: RunEvent) {
        t = event.t.tenth
        line = event.lineNumber
        var isConsole = false
        switch event.body {
        case .console(let message):
            isConsole = true
            (kind, text, more) = (Words.cut(message.level, 20), message.text, message.source)
        case .pageError(let error):
            isConsole = true
            (kind, text, more) = ("page error", error.message, error.stack)
        case .dialog(let dialog):
            (kind, text) = ("dialog", "\(dialog.type): \(dialog.message)")
            more = dialog.accepted ? "accepted" : "dismissed"
        case .navigation(let navigation):
            guard navigation.mainFrame else { return nil }
            (kind, text) = ("navigation", navigation.url)
            more = navigation.sameDocument ? "within the document" : nil
        case .download(let download):
            (kind, text, more) = ("download", "\(download.suggestedName) \(download.state)", download.url)
        case .targetCrashed(let crash): (kind, text) = ("crash", "a page crashed: \(crash.how)")
        case .browserExited(let exit):
            guard !exit.expected else { return nil }
            (kind, text) = ("crash", "the browser ended by itself: \(exit.how)")
        case .fault(let fault): (kind, text, more) = ("fault", fault.detail, fault.code.rawValue)
        case .interrupted(let interrupted): (kind, text) = ("signal", interrupted.signal)
        case .captured(let captured): (kind, text) = ("capture", "\(captured.name) = \(captured.value)")
        case .agreement(let agreement):
            kind = agreement.agrees ? "agreement" : "disagreement"
            text = "page \(agreement.ui ?? "nothing"), back end \(agreement.backend ?? "nothing")"
            more = "\(agreement.locator), \(agreement.source)"
        case .websocket(let socket):
            (kind, text) = ("socket", "WebSocket \(socket.state.rawValue)\(socket.url.map { ": \($0)" } ?? "")")
            more = socket.error ?? socket.status.map { "answered \($0)" }
        case .websocketFrame(let frame):
            let isText = frame.opcode ?? 1 == 1
            kind = frame.sent ? "socket sent" : "socket received"
            text = isText ? frame.payload : "bytes, in base64: \(frame.payload)"
        default: return nil
        }
        console = isConsole
    }
}
