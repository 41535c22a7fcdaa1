import Foundation

/// What a retried look came to. Not met is a value, not an error.
package struct Expectation: Sendable {
    /// Whether the condition held before the deadline.
    package var isMet: Bool
    /// The state last seen.
    package var state: ElementState
    /// What was seen on the way, changes only.
    package var log: [String]
    /// Whether the page answered to the end; what it shows now is not known of one that did not.
    package var isAnswered = true
}

extension Page {
    /// How long a second match may last before it counts: two views overlap while one replaces the other.
    static let strictGrace = Duration.milliseconds(500)

    /// What is asked of a page until a deadline is answered a moment after it: how long a moment is.
    static let answerGrace = Duration.milliseconds(500)

    /// The state of a locator as it is now, all read in one in-page call.
    package func state(of locator: Locator, deadline: ContinuousClock.Instant) async throws -> ElementState {
        try await look("stateOf(\(JSONText.encode(locator)))", as: ElementState.self, deadline: deadline)
    }

    /// Looks at a locator until a condition holds. The page tells when something has changed.
    ///
    /// - Parameters:
    ///   - locator: What to look at.
    ///   - isStrict: Whether more than one match is an error; not for counting.
    ///   - deadline: When to give up.
    ///   - condition: What must hold.
    /// - Returns: Whether it was met, and what was seen.
    /// - Throws: ``BrowserError/strict(locator:count:matches:)``, or that the page is gone. Unmet is no error.
    package func expect(
        _ locator: Locator, isStrict: Bool = true, deadline: ContinuousClock.Instant,
        _ condition: @Sendable (ElementState) -> Bool
    ) async throws -> Expectation {
        let encoded = JSONText.encode(locator)
        var print = ""
        var state = ElementState.none
        var log = CallLog()
        var ambiguousSince: ContinuousClock.Instant?
        log.add("waiting for \(locator)")
        var isAnswered = true
        repeat {
            let left = max(0, min(1000, milliseconds(until: deadline)))
            let patience = print.isEmpty ? 0 : ambiguousSince == nil ? left : min(left, 100)
            do {
                // The page waits up to the deadline, then has a moment to answer.
                let text = try await look(
                    "stateUnless(\(encoded), \(JSONText.encode(print)), \(patience))", as: String.self,
                    deadline: deadline + Self.answerGrace)
                guard let seen = try? JSONText.decode(ElementState.self, from: text) else {
                    throw BrowserError.evaluation("the page's answer does not have the expected form")
                }
                if text != print { log.add(seen.summary) }
                print = text
                state = seen
            } catch BrowserError.timedOut {
                log.add("the page does not answer")
                isAnswered = false
                break
            }
            if isStrict, state.count > 1 {
                let since = ambiguousSince ?? .now
                ambiguousSince = since
                if since.duration(to: .now) >= Self.strictGrace || ContinuousClock.now >= deadline {
                    throw BrowserError.strict(
                        locator: locator.description, count: state.count, matches: state.matches)
                }
                continue
            }
            ambiguousSince = nil
            if condition(state) { return Expectation(isMet: true, state: state, log: log.lines) }
        } while ContinuousClock.now < deadline
        if isStrict, isAnswered, state.count > 1 {
            throw BrowserError.strict(locator: locator.description, count: state.count, matches: state.matches)
        }
        return Expectation(isMet: false, state: state, log: log.lines, isAnswered: isAnswered)
    }

    /// Looks at the title until a condition holds, or the deadline.
    package func expectTitle(
        deadline: ContinuousClock.Instant, _ condition: @Sendable (String) -> Bool
    ) async throws -> (met: Bool, title: String) {
        var title: String?
        repeat {
            let patience = title == nil ? 0 : max(0, min(1000, milliseconds(until: deadline)))
            do {
                let seen = try await look(
                    "titleUnless(\(JSONText.encode(title ?? "")), \(patience))", as: String.self,
                    deadline: deadline + Self.answerGrace)
                title = seen
                if condition(seen) { return (true, seen) }
            } catch BrowserError.timedOut {
                break
            }
        } while ContinuousClock.now < deadline
        return (false, title ?? "")
    }

    /// Evaluates a script again and again until its value is truthy.
    ///
    /// - Parameters:
    ///   - script: An expression; the page's own truth.
    ///   - deadline: When to give up.
    /// - Throws: ``BrowserError/timedOut(what:log:)`` with the value last seen, or what it threw last.
    package func waitForEval(_ script: String, deadline: ContinuousClock.Instant) async throws {
        var log = CallLog()
        var delay = Duration.milliseconds(20)
        while true {
            do {
                // The last try is made at the deadline, and has a moment to answer.
                let value = try await evaluate(script, deadline: deadline + Self.answerGrace)
                if !["null", "false", "0", "\"\"", "-0"].contains(value) { return }
                log.add("its value is \(value)")
            } catch BrowserError.evaluation(let text) {
                // Not there yet is not wrong: the page may define it later.
                log.add(text)
            } catch BrowserError.timedOut {
                log.add("the page does not answer")
            }
            if ContinuousClock.now >= deadline {
                throw BrowserError.timedOut(what: "“\(script)” to become true", log: log.lines)
            }
            try await pause(until: min(deadline, .now + delay))
            delay = min(delay * 2, .milliseconds(250))
        }
    }

    /// Whole milliseconds until an instant.
    func milliseconds(until instant: ContinuousClock.Instant) -> Int {
        Int(ContinuousClock.now.duration(to: instant) / .milliseconds(1))
    }
}

extension ElementState {
    /// The state in one line, for logs.
    package var summary: String {
        guard let element = description else { return "nothing matches" }
        var words: [String] = [visible == true ? "visible" : "hidden"]
        if enabled == false { words.append("disabled") }
        if let checked { words.append(checked == .on ? "checked" : checked == .off ? "not checked" : "mixed") }
        if let value, !value.isEmpty { words.append("value “\(value)”") }
        return "\(count > 1 ? "\(count) matches, first " : "")\(element) is \(words.joined(separator: ", "))"
    }
}
