import Foundation

/// A tab driven by commands written out by hand. It looks for words in answers instead of reading them.
struct BareTab {
    private let socket: BlockingWebSocket
    private let session: String
    private let counter = Counter()

    private final class Counter {
        var last = 0
        var loads = 0
    }

    /// Opens a tab that keeps an item in local storage before any page runs.
    init(_ socket: BlockingWebSocket, storing key: String, _ value: String) throws {
        self.socket = socket
        let target = try Self.text(
            "targetId", in: Self.call(socket, 1, "Target.createTarget", #"{"url":"about:blank"}"#))
        session = try Self.text(
            "sessionId",
            in: Self.call(socket, 2, "Target.attachToTarget", #"{"targetId":"\#(target)","flatten":true}"#))
        counter.last = 2
        try call("Page.enable")
        let store = "localStorage.setItem('\(key)', '\(value)')"
        try call("Page.addScriptToEvaluateOnNewDocument", #"{"source":"\#(store)"}"#)
    }

    /// Goes to a page and waits for its load event.
    func navigate(to url: String) throws { try load { try call("Page.navigate", #"{"url":"\#(url)"}"#) } }

    /// Loads the page again.
    func reload() throws { try load { try call("Page.reload") } }

    /// Does what loads a page, and waits for its load event.
    func load(_ cause: () throws -> Void) throws {
        let before = counter.loads
        try cause()
        while counter.loads == before { _ = try Self.next(socket, counter) }
    }

    /// Puts text into a field.
    func fill(_ selector: String, with text: String) throws {
        try evaluate("document.querySelector('\(selector)').focus()")
        try call("Input.insertText", #"{"text":"\#(text)"}"#)
    }

    /// Presses and releases the mouse on the middle of an element, wherever and whatever that is.
    func click(_ selector: String) throws {
        let answer = try evaluate(
            "(box => (box.x + box.width / 2) + ' ' + (box.y + box.height / 2))"
                + "(document.querySelector('\(selector)').getBoundingClientRect())")
        let point = try Self.text("value", in: answer).split(separator: " ")
        for type in ["mousePressed", "mouseReleased"] {
            try call(
                "Input.dispatchMouseEvent",
                #"{"type":"\#(type)","x":\#(point[0]),"y":\#(point[1]),"button":"left","clickCount":1}"#)
        }
    }

    /// Asks again and again, without a pause, until an expression is true.
    func until(_ condition: String) throws {
        while try !evaluate(condition).contains(#""value":true"#) {}
    }

    // MARK: The wire

    @discardableResult
    private func evaluate(_ expression: String) throws -> String {
        try call("Runtime.evaluate", #"{"expression":"\#(expression)"}"#)
    }

    @discardableResult
    private func call(_ method: String, _ parameters: String = "{}") throws -> String {
        counter.last += 1
        return try Self.call(socket, counter.last, method, parameters, session: session, counter)
    }

    private static func call(
        _ socket: BlockingWebSocket, _ id: Int, _ method: String, _ parameters: String, session: String? = nil,
        _ counter: Counter? = nil
    ) throws -> String {
        let session = session.map { #","sessionId":"\#($0)""# } ?? ""
        socket.send(#"{"id":\#(id),"method":"\#(method)","params":\#(parameters)\#(session)}"#)
        while true {
            let message = try next(socket, counter)
            guard message.hasPrefix(#"{"id":\#(id),"#) else { continue }
            if message.contains(#""error":"#) || message.contains("exceptionDetails") {
                throw BenchError("\(method): \(message)")
            }
            return message
        }
    }

    private static func next(_ socket: BlockingWebSocket, _ counter: Counter?) throws -> String {
        guard let data = socket.receive() else { throw BenchError("the browser closed the connection") }
        let message = String(decoding: data, as: UTF8.self)
        if message.hasPrefix(#"{"method":"Page.loadEventFired""#) { counter?.loads += 1 }
        return message
    }

    /// The text behind a key.
    static func text(_ key: String, in message: String) throws -> String {
        guard let start = message.firstRange(of: "\"\(key)\":\"") else { throw BenchError("no \(key) in \(message)") }
        return String(message[start.upperBound...].prefix { $0 != "\"" })
    }
}
