package import Convergence
package import RunModel

/// Events that wait for the disk, in order, bounded.
///
/// A page that floods its console must fill neither the memory nor the disk. What a verdict rests on is always kept; of
/// the rest, what comes while the queue or the journal is full is counted and left out.
package struct EventQueue {
    private let caps: Caps
    private var events: [RunEvent] = []
    /// True while somebody is on the way to take the events.
    package var isDraining = false
    /// How many bytes the journal has, as far as it is written.
    private var journalBytes = 0
    /// The weight of what was taken and is being written.
    private var takenWeight = 0
    private var nextSeq = 0
    private var weight = 0
    private var lastTime: Milliseconds = 0
    private var ledger = DropLedger()
    private var wasTriggered = false
    /// Requests that stand in the journal: what becomes of them has to stand there, too.
    private var toldRequests: Set<String> = []
    private var essentialRequests = 0

    /// Starts empty.
    ///
    /// - Parameter caps: How much is kept.
    package init(caps: Caps = Caps()) {
        self.caps = caps
    }

    /// Adds an event; its time is rounded to the microsecond.
    package mutating func append(_ body: RunEvent.Body, at time: Milliseconds) {
        lastTime = time
        let weight = body.weight
        let isFull = events.count >= caps.waitingEvents || self.weight + weight > caps.waitingBytes
        guard mayAdd(body, isFull: isFull) else { return leaveOut("event \(body.kind)") }
        if !isFull { confess(at: time) }
        if case .triggerDispatched = body { wasTriggered = true }
        if case .request(let request) = body { toldRequests.insert(request.id) }
        push(body, at: time)
        self.weight += weight
    }

    /// Counts something that was left out.
    ///
    /// - Parameter what: What, as it is said.
    package mutating func leaveOut(_ what: String) { ledger.add(what) }

    /// Takes everything out.
    package mutating func take() -> [RunEvent] {
        confess(at: lastTime)
        takenWeight += weight
        weight = 0
        defer { events = [] }
        return events
    }

    /// Notes that everything taken is written.
    ///
    /// - Parameter bytes: How many bytes the journal has now.
    package mutating func noteWritten(_ bytes: Int) {
        journalBytes = bytes
        takenWeight = 0
    }

    /// Says everything that was left out and has not been said; from here on at once.
    ///
    /// - Parameter time: The time of the end.
    package mutating func closeAccounts(at time: Milliseconds) {
        ledger.isClosing = true
        confess(at: time)
    }

    private var isJournalFull: Bool {
        journalBytes + takenWeight + weight >= (wasTriggered ? caps.journalBytes : caps.journalBytes / 2)
    }

    private mutating func mayAdd(_ body: RunEvent.Body, isFull: Bool) -> Bool {
        switch body.importance(told: toldRequests) {
        case .verdict: return true
        case .evidence: return !isFull
        case .chatter where !isFull && !isJournalFull: return true
        case .chatter:
            // Which request is the trigger's own is found among the first that change something.
            guard wasTriggered, body.changesSomething, essentialRequests < caps.essentialRequests else { return false }
            essentialRequests += 1
            return true
        }
    }

    /// Says what was left out.
    private mutating func confess(at time: Milliseconds) {
        for dropped in ledger.due(isScarce: isJournalFull) { push(.dropped(dropped), at: time) }
    }

    private mutating func push(_ body: RunEvent.Body, at time: Milliseconds) {
        events.append(RunEvent(seq: nextSeq, t: (time * 1000).rounded() / 1000, body: body))
        nextSeq += 1
    }
}
