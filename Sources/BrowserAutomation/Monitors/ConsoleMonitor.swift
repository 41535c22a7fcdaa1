import CDP
import Foundation

/// Tells what a session's target writes to the console, and the exceptions nobody caught.
struct ConsoleMonitor {
    let target: String
    let context: BrowserContext

    /// Subscribes to a session's console.
    func listen(to session: CDPSession) {
        session.on(CDP.Runtime.ConsoleAPICalled.self) { [self] event in
            let frame = event.stackTrace?.callFrames.first
            context.emit(
                .console(
                    ConsoleMessage(
                        target: target, kind: event.type.rawValue,
                        text: event.args.map(Self.text).joined(separator: " "),
                        location: frame.map(ScriptLocation.init), wallTime: event.timestamp / 1000)))
        }
        session.on(CDP.Log.EntryAdded.self) { [self] event in
            let entry = event.entry
            let location = entry.url.map { ScriptLocation(url: $0, line: (entry.lineNumber ?? 0) + 1, column: 1) }
            context.emit(
                .console(
                    ConsoleMessage(
                        target: target, kind: entry.level.rawValue, text: entry.text, location: location,
                        wallTime: entry.timestamp / 1000)))
        }
        session.on(CDP.Runtime.ExceptionThrown.self) { [self] event in
            let details = event.exceptionDetails
            let stack = details.exception?.description ?? details.text
            let thrown = details.exception.map(Self.text) ?? details.text
            let message = stack.split(separator: "\n").first.map(String.init) ?? thrown
            let frame = details.stackTrace?.callFrames.first.map(ScriptLocation.init)
            let place = details.url.map {
                ScriptLocation(url: $0, line: details.lineNumber + 1, column: details.columnNumber + 1)
            }
            context.emit(
                .pageError(
                    PageError(
                        target: target,
                        message: details.exception?.className == nil ? "\(details.text) \(thrown)" : message,
                        stack: stack, location: frame ?? place, wallTime: event.timestamp / 1000)))
        }
    }

    /// A value as the console shows it, in one line.
    static func text(_ value: CDP.Runtime.RemoteObject) -> String {
        if case .string(let text)? = value.value { return text }
        if let special = value.unserializableValue { return special }
        if value.value != nil, value.type.rawValue != "object", let data = try? value.value?.json() {
            return String(decoding: data, as: UTF8.self)
        }
        if let preview = value.preview { return Self.preview(preview) }
        if let description = value.description { return description }
        return value.subtype?.rawValue ?? value.type.rawValue
    }

    private static func preview(_ preview: CDP.Runtime.ObjectPreview) -> String {
        if preview.subtype?.rawValue == "error", let description = preview.description { return description }
        let isArray = preview.subtype?.rawValue == "array"
        var parts = preview.properties.map { isArray ? $0.value ?? "" : "\($0.name): \($0.value ?? "")" }
        if preview.overflow { parts.append("…") }
        let list = parts.joined(separator: ", ")
        if isArray { return "[\(list)]" }
        let name = preview.description.flatMap { $0 == "Object" ? nil : "\($0) " } ?? ""
        return "\(name){\(list)}"
    }
}

extension ScriptLocation {
    /// A frame of a stack; the protocol counts from 0.
    init(_ frame: CDP.Runtime.CallFrame) {
        self.init(url: frame.url, line: frame.lineNumber + 1, column: frame.columnNumber + 1)
    }
}
