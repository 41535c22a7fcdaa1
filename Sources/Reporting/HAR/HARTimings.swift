import Convergence
import JSONKit
import RunModel

/// The phases of an exchange, in milliseconds; `nil` for one that it did not have.
///
/// The sum of all but `ssl`, which is a part of `connect`, is how long the exchange took.
struct HARTimings {
    /// Waiting for a connection to be free, and in the browser's own queues.
    var blocked: Milliseconds?
    /// Looking up the name.
    var dns: Milliseconds?
    /// Connecting, TLS included.
    var connect: Milliseconds?
    /// The TLS handshake, a part of `connect`.
    var ssl: Milliseconds?
    /// Sending the request.
    var send: Milliseconds = 0
    /// Waiting for the answer's head.
    var wait: Milliseconds = 0
    /// Receiving the rest.
    var receive: Milliseconds = 0
    /// The part of `blocked` that was spent in the browser's own queues.
    var queueing: Milliseconds?

    /// Computes the phases.
    ///
    /// - Parameter exchange: The exchange.
    init(_ exchange: Exchange) {
        // What comes from memory still has the times at which it was loaded first.
        let timing = exchange.response?.cache == "memory" ? [:] : exchange.response?.timing ?? [:]
        if let requestTime = timing["requestTime"], let headersEnd = timing["receiveHeadersEnd"], headersEnd >= 0 {
            measure(exchange, timing, requestTime: requestTime, headersEnd: headersEnd)
        } else {
            estimate(exchange)
        }
    }

    /// From Chromium's own measurement: milliseconds from `requestTime`, -1 for a phase that did not happen.
    private mutating func measure(
        _ exchange: Exchange, _ timing: [String: Double], requestTime: Double, headersEnd: Double
    ) {
        func at(_ name: String) -> Double { timing[name] ?? -1 }
        func span(_ from: String, _ to: String) -> Milliseconds? {
            at(from) >= 0 ? max(0, at(to) - at(from)).rounded3 : nil
        }
        let queued = exchange.request.timestamp.map { max(0, (requestTime - $0) * 1000) } ?? 0
        let first = ["dnsStart", "connectStart", "sendStart"].map(at).first { $0 >= 0 } ?? 0
        blocked = (queued + first).rounded3
        queueing = queued > 0 ? queued.rounded3 : nil
        dns = span("dnsStart", "dnsEnd")
        connect = span("connectStart", "connectEnd")
        ssl = span("sslStart", "sslEnd")
        send = span("sendStart", "sendEnd") ?? 0
        wait = max(0, headersEnd - max(0, at("sendEnd"))).rounded3
        // The end may be told a little too early; nothing takes less than no time.
        if let end = exchange.endTimestamp { receive = max(0, (end - requestTime) * 1000 - headersEnd).rounded3 }
    }

    /// Where nothing was measured, as for what comes from a cache or fails: from the times at which it was told.
    private mutating func estimate(_ exchange: Exchange) {
        if let changes = exchange.socket?.changes, let first = changes.first, let last = changes.last {
            wait = max(0, first.at - exchange.sentAt).rounded3
            receive = max(0, last.at - first.at).rounded3
            return
        }
        guard let start = exchange.request.timestamp else { return }
        func elapsed(_ timestamp: Double?) -> Milliseconds? { timestamp.map { max(0, ($0 - start) * 1000) } }
        let end = elapsed(exchange.endTimestamp)
        let head = elapsed(exchange.response?.timestamp) ?? end ?? 0
        wait = min(head, end ?? head).rounded3
        receive = max(0, (end ?? head) - head).rounded3
    }

    /// How long the exchange took.
    var total: Milliseconds {
        [blocked, dns, connect, send, wait, receive].compactMap { $0 }.reduce(0, +).rounded3
    }

    /// The phases as the format has them; -1 for one that did not happen.
    var json: JSON {
        var members: [String: JSON] = [
            "blocked": .number(blocked ?? -1), "dns": .number(dns ?? -1), "connect": .number(connect ?? -1),
            "ssl": .number(ssl ?? -1), "send": .number(send), "wait": .number(wait), "receive": .number(receive),
        ]
        if let queueing { members["_blocked_queueing"] = .number(queueing) }
        return .object(members)
    }
}
