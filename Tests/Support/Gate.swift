import Foundation

/// Holds a fixture back until a test opens it, so that no test depends on time.
package final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = false

    package init() {}

    /// Lets everyone through, now and later.
    package func open() {
        condition.lock()
        isOpen = true
        condition.broadcast()
        condition.unlock()
    }

    /// Blocks the calling thread until the gate is open; a minute at most, so that no test hangs for ever.
    package func wait() {
        let limit = Date(timeIntervalSinceNow: 60)
        condition.lock()
        while !isOpen && condition.wait(until: limit) {}
        condition.unlock()
    }
}
