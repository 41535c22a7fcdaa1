/// The identity of the user action on whose behalf a task works. It follows the task into every log line and request.
struct Trace: Sendable {
    /// Carried in `x-correlation-id`.
    var correlationID: String?
    /// W3C trace context, carried in `traceparent`.
    var parent: TraceParent

    @TaskLocal static var current = Trace(correlationID: nil, parent: TraceParent())
}

/// A `traceparent` header of the W3C trace context, level 1.
struct TraceParent: Sendable, Equatable {
    var traceID: String
    var spanID: String
    var flags: String

    /// A new trace.
    init() {
        traceID = Identifier.hex(bytes: 16)
        spanID = Identifier.hex(bytes: 8)
        flags = "01"
    }

    /// Nil when the header breaks the format: the receiver then starts a new trace instead of failing.
    init?(_ header: String) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, parts[0] != "ff", parts[0] != "00" || parts.count == 4 else { return nil }
        for (part, length) in zip(parts, [2, 32, 16, 2]) {
            guard part.count == length, part.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { return nil }
        }
        guard parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" }) else { return nil }
        traceID = parts[1]
        spanID = parts[2]
        flags = parts[3]
    }

    /// The same trace with a span of its own: one for each outgoing request.
    func child() -> TraceParent {
        var child = self
        child.spanID = Identifier.hex(bytes: 8)
        return child
    }

    var header: String { "00-\(traceID)-\(spanID)-\(flags)" }
}
