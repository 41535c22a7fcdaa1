import BrowserAutomation
import Foundation
import Synchronization
import TestSupport
import Testing

/// Acts whose handler never ends: they were done, and the step that did them still ends at its deadline.
@Suite("Acts that hang the page", .timeLimit(.minutes(2)))
struct HangingActTests {
    /// An act, and a page that it hangs.
    struct Trap: Sendable, CustomTestStringConvertible {
        var name: String
        var html: String
        var act: @Sendable (Page, ActOptions, ContinuousClock.Instant) async throws -> Void

        var testDescription: String { name }
    }

    private static let forever = "for (;;) {}"

    static let traps = [
        Trap(name: "a click", html: "<button id=x onclick='\(forever)'>x") {
            try await $0.click(.css("#x"), options: $1, deadline: $2)
        },
        Trap(name: "the press of a click", html: "<button id=x onmousedown='\(forever)' onclick=''>x") {
            try await $0.click(.css("#x"), options: $1, deadline: $2)
        },
        // In the same task as the click: what a timer sets off may come when the act has ended well.
        Trap(
            name: "what a click sets off right after",
            html: "<button id=x onclick='queueMicrotask(() => { \(forever) })'>x"
        ) { try await $0.click(.css("#x"), options: $1, deadline: $2) },
        Trap(name: "a checkbox", html: "<input type=checkbox id=x onchange='\(forever)'>") {
            try await $0.check(.css("#x"), options: $1, deadline: $2)
        },
        Trap(name: "a pointer that comes by", html: "<p id=x onmousemove='\(forever)'>x") {
            try await $0.hover(.css("#x"), options: $1, deadline: $2)
        },
        Trap(name: "a text", html: "<input id=x oninput='\(forever)'>") {
            try await $0.fill(.css("#x"), with: "text", options: $1, deadline: $2)
        },
        Trap(name: "a key", html: "<input id=x onkeydown='\(forever)'>") {
            try await $0.press("Enter", on: .css("#x"), options: $1, deadline: $2)
        },
        Trap(name: "a choice", html: "<select id=x onchange='\(forever)'><option>a<option>b</select>") {
            try await $0.select(["b"], in: .css("#x"), options: $1, deadline: $2)
        },
    ]

    @Test("a trigger that hangs the page counts as dispatched, and fails at its deadline", arguments: traps)
    func trigger(_ trap: Trap) async throws {
        let dispatches = Mutex(0)
        try await TestBrowser.withHTML(trap.html) { page, _ in
            let options = ActOptions.trigger { _ in dispatches.withLock { $0 += 1 } }
            // Long enough for the act to be dispatched.
            let deadline = ContinuousClock.now + .seconds(5)
            let error = try await browserError { try await trap.act(page, options, deadline) }
            guard case .timedOut? = error, let text = error?.description else {
                Issue.record("it ended otherwise: \(String(describing: error))")
                return
            }
            #expect(text.contains("the page at http") && text.contains("a script of the page keeps it busy"))
        }
        #expect(dispatches.withLock(\.self) == 1)
    }
}
