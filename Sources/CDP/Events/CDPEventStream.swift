import Synchronization

/// The events of one kind as a sequence that holds at most so many; what does not fit is dropped and counted.
///
/// The sequence ends when it is cancelled or its consumer stops. The oldest events are kept.
package final class CDPEventStream<Event: CDPEvent>: AsyncSequence, Sendable {
    package typealias Element = Event

    private let stream: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private let drops: Counter
    private let subscription: CDPSubscription

    init(limit: Int, subscribe: (@escaping @Sendable (Event) -> Void) -> CDPSubscription) {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingOldest(limit))
        let drops = Counter()
        let subscription = subscribe { event in
            if case .dropped = continuation.yield(event) { drops.increment() }
        }
        continuation.onTermination = { _ in subscription.cancel() }
        self.stream = stream
        self.continuation = continuation
        self.drops = drops
        self.subscription = subscription
    }

    deinit {
        subscription.cancel()
        continuation.finish()
    }

    /// How many events did not fit.
    package var dropped: Int { drops.value }

    /// Ends the sequence after what it holds.
    package func cancel() {
        subscription.cancel()
        continuation.finish()
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), owner: self)
    }

    /// Iterates over the events; it keeps the subscription.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncStream<Event>.Iterator
        fileprivate let owner: CDPEventStream

        package mutating func next() async -> Event? {
            await base.next(isolation: #isolation)
        }
    }
}

/// A number that only grows, from any thread.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    /// Adds one.
    ///
    /// - Returns: The new value.
    @discardableResult
    func increment() -> Int { count.add(1, ordering: .relaxed).newValue }
}
