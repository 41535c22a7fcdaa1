import CDP
import Foundation

extension Page {
    /// Calls our library in the page and decodes what it returns. Tied to a document: when that goes, the call is made
    /// again in the next one. For looks only, never for what changes the page.
    func look<Value: Decodable & Sendable>(
        _ call: String, as type: Value.Type, deadline: ContinuousClock.Instant
    ) async throws -> Value {
        while true {
            let world = try await currentWorld(deadline: deadline)
            if let value = try await self.call(call, as: type, in: world, deadline: deadline) { return value }
        }
    }

    /// Calls our library in one document.
    ///
    /// - Returns: nil when the document went before there was an answer.
    func call<Value: Decodable & Sendable>(
        _ call: String, as type: Value.Type, in world: String, deadline: ContinuousClock.Instant
    ) async throws -> Value? {
        try checkAlive()
        let answer: CDP.Runtime.Evaluate.Result
        do {
            answer = try await session.send(
                CDP.Runtime.Evaluate(
                    expression: "Promise.resolve(endstate.\(call)).then((value) => JSON.stringify(value ?? null))",
                    silent: true, returnByValue: true, awaitPromise: true, uniqueContextId: world),
                deadline: deadline)
        } catch {
            guard Self.saysDocumentIsGone(error) else { throw await explain(error) }
            if document.world == world { document.contextsCleared() }
            return nil
        }
        if let details = answer.exceptionDetails { throw Self.scriptError(details) }
        guard case .string(let text)? = answer.result.value else {
            throw BrowserError.evaluation("the page gave no answer to \(call.prefix(40))")
        }
        do {
            return try JSONText.decode(type, from: text)
        } catch {
            throw BrowserError.evaluation("the page's answer to \(call.prefix(40)) does not have the expected form")
        }
    }

    /// The context of our scripts in the document shown, as soon as there is one.
    func currentWorld(deadline: ContinuousClock.Instant) async throws -> String {
        guard let world = try await wait(until: deadline, { document.world }) else {
            throw BrowserError.timedOut(what: "a document at \(document.url)", log: [])
        }
        return world
    }

    /// Evaluates a script of the scenario in the page's own world, once.
    ///
    /// - Parameters:
    ///   - script: An expression; a promise is awaited, a function is called.
    ///   - deadline: When to give up.
    /// - Returns: The value as JSON text; `null` for `undefined`.
    /// - Throws: ``BrowserError/evaluation(_:)`` when it throws.
    package func evaluate(_ script: String, deadline: ContinuousClock.Instant) async throws -> String {
        guard let world = try await wait(until: deadline, { document.mainWorld }) else {
            throw BrowserError.timedOut(what: "a document to evaluate in", log: [])
        }
        try checkAlive()
        let answer: CDP.Runtime.Evaluate.Result
        do {
            answer = try await session.send(
                CDP.Runtime.Evaluate(
                    expression: script, returnByValue: true, userGesture: true, awaitPromise: true,
                    uniqueContextId: world),
                deadline: deadline)
        } catch {
            if Self.saysDocumentIsGone(error) {
                throw BrowserError.evaluation("the page navigated away before the script had ended")
            }
            if case .protocol(_, let text) = error.kind { throw BrowserError.evaluation(text) }
            if error.kind == .timedOut {
                throw BrowserError.timedOut(
                    what: "the value of “\(script.prefix(60))\(script.count > 60 ? "…" : "")”", log: [])
            }
            throw await explain(error)
        }
        if let details = answer.exceptionDetails { throw Self.scriptError(details) }
        if answer.result.type.rawValue == "function" {
            return try await evaluate("(\(script))()", deadline: deadline)
        }
        if let special = answer.result.unserializableValue {
            throw BrowserError.evaluation("its value \(special) cannot be written as JSON")
        }
        guard let value = answer.result.value else { return "null" }
        return String(decoding: try value.json(), as: UTF8.self)
    }

    /// Whether an error means that the document a call was made in is no more.
    static func saysDocumentIsGone(_ error: CDPError) -> Bool {
        guard case .protocol(_, let text) = error.kind else { return false }
        let phrases = [
            "uniqueContextId not found", "Cannot find context", "Execution context was destroyed",
            "Promise was collected", "navigated or closed", "Cannot find default execution context",
        ]
        return phrases.contains { text.contains($0) }
    }

    /// What a script threw, in one line. A faulty selector is the scenario's mistake, not a script's.
    private static func scriptError(_ details: CDP.Runtime.ExceptionDetails) -> BrowserError {
        let description = details.exception?.description ?? details.exception.map(ConsoleMonitor.text) ?? details.text
        let line = description.split(separator: "\n").first.map(String.init) ?? description
        if line.contains("is not a valid selector") || line.contains("is not a valid XPath") {
            return .invalid(line.replacing("SyntaxError: ", with: ""))
        }
        return .evaluation(line)
    }
}
