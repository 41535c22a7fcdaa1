/// How much of a run is kept at most: every cap of a bundle, in one place. What is left out is counted and said.
package struct Caps: Sendable, Hashable {
    /// How many bytes the journal may have before only what a verdict rests on, and the evidence of steps, is added. Before
    /// the trigger it is half of this, so that a noisy way there leaves room for what matters.
    package var journalBytes = 64 << 20
    /// How many requests that change something are told of after the trigger although the journal is full: the trigger's
    /// own is among the first of them (R18).
    package var essentialRequests = 256
    /// How many events may wait for the disk.
    package var waitingEvents = 20_000
    /// How many bytes of text the waiting events may hold, about.
    package var waitingBytes = 32 << 20
    /// How many bytes of lines are kept for a disk that does not take them.
    package var unwrittenBytes = 8 << 20
    /// How many bytes of blobs a bundle may have.
    package var blobBytes = 512 << 20

    /// The caps of every run.
    package init() {}
}
