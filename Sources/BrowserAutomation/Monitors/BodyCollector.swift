import Foundation

/// A body as Chromium gave it.
struct ReadBody: Sendable {
    var bytes: Data
    /// Whether Chromium took it for text, which is UTF-8 then.
    var isText: Bool
}

/// Decides which bodies are read, and keeps the ends of exchanges until theirs are. Pure: the monitor sends the commands.
package struct BodyCollector {
    /// What to do about the body of a response.
    package enum Decision: Equatable {
        /// Ask for it; the end is told with it.
        case read
        /// Tell the end without it.
        case none
    }

    private struct Exchange {
        var resourceType: String
        var mimeType = ""
        var decodedLength = 0
        var isFromMemory = false
        /// Whether the request has a body that Chromium did not tell.
        var lacksBody = false
        /// The length of the request's body, once the wire has told it.
        var contentLength: Int?
    }

    private let policy: BodyPolicy?
    private var open: [NetworkKey: Exchange] = [:]
    /// Lengths that were told before their requests: what the wire tells comes another way, in any order.
    private var earlyLengths: [NetworkKey: Int] = [:]
    /// Requests that were answered before the wire told the length of the body that they lack.
    private var answeredEarly: Set<NetworkKey> = []
    private var waiting: [NetworkKey: NetworkFinish] = [:]
    private var spent = 0
    private var leftOut: [String: Int] = [:]

    /// Makes one that knows no exchange.
    ///
    /// - Parameter policy: Which bodies are wanted; nil for none.
    package init(policy: BodyPolicy?) { self.policy = policy }

    /// Whether the end of any exchange waits for a body.
    var isWaiting: Bool { !waiting.isEmpty }

    // MARK: Requests

    /// A request left.
    ///
    /// - Returns: Whether its body is to be asked for.
    package mutating func begin(_ key: NetworkKey, resourceType: String, lacksBody: Bool) -> Bool {
        var exchange = Exchange(resourceType: resourceType, lacksBody: lacksBody)
        exchange.contentLength = earlyLengths.removeValue(forKey: key)
        open[key] = exchange
        return asksForRequestBody(key)
    }

    /// The wire told the length of a request's body.
    ///
    /// - Returns: Whether the body is to be asked for.
    package mutating func wire(_ key: NetworkKey, contentLength: Int?) -> Bool {
        guard let contentLength, let policy else { return false }
        if answeredEarly.remove(key) != nil { return contentLength <= policy.requestLimit }
        guard open[key] != nil else {
            earlyLengths[key] = contentLength
            return false
        }
        open[key]?.contentLength = contentLength
        return asksForRequestBody(key)
    }

    private mutating func asksForRequestBody(_ key: NetworkKey) -> Bool {
        guard let policy, let exchange = open[key], exchange.lacksBody, let length = exchange.contentLength,
            length <= policy.requestLimit
        else { return false }
        open[key]?.lacksBody = false
        return true
    }

    // MARK: Responses

    /// The renderer answered from its own memory.
    mutating func serveFromMemory(_ key: NetworkKey) { open[key]?.isFromMemory = true }

    /// Whether the renderer answers from its own memory.
    func isFromMemory(_ key: NetworkKey) -> Bool { open[key]?.isFromMemory ?? false }

    /// The head of a response is there.
    mutating func respond(_ key: NetworkKey, mimeType: String) { open[key]?.mimeType = mimeType }

    /// Some of the body is there.
    mutating func receive(_ key: NetworkKey, bytes: Int) { open[key]?.decodedLength += bytes }

    /// The exchange failed.
    mutating func fail(_ key: NetworkKey) {
        open[key] = nil
        earlyLengths[key] = nil
    }

    /// The response is complete: says what is known of its body, and whether to read it.
    package mutating func finish(_ finish: inout NetworkFinish) -> Decision {
        earlyLengths[finish.key] = nil
        guard let exchange = open.removeValue(forKey: finish.key) else { return .none }
        if exchange.lacksBody, exchange.contentLength == nil, policy != nil { answeredEarly.insert(finish.key) }
        finish.mimeType = exchange.mimeType
        // What comes from memory is not counted.
        if !exchange.isFromMemory { finish.decodedLength = exchange.decodedLength }
        guard let policy, finish.decodedLength != 0,
            let limit = policy.limit(for: exchange.resourceType, mimeType: exchange.mimeType)
        else { return .none }
        guard exchange.decodedLength <= limit else {
            leaveOut("over \(limit >> 10) KiB")
            return .none
        }
        guard spent + exchange.decodedLength <= policy.totalLimit else {
            leaveOut("beyond \(policy.totalLimit >> 20) MiB in a run")
            return .none
        }
        spent += exchange.decodedLength
        waiting[finish.key] = finish
        return .read
    }

    private mutating func leaveOut(_ why: String) { leftOut["response body \(why)", default: 0] += 1 }

    /// A body was read, or could not be.
    ///
    /// - Returns: The end of its exchange; nil when it is no longer waited for.
    mutating func read(_ key: NetworkKey, _ body: ReadBody?) -> NetworkFinish? {
        guard var finish = waiting.removeValue(forKey: key) else { return nil }
        guard let body, let limit = policy?.limit else { return finish }
        guard body.bytes.count <= limit else {
            leaveOut("over \(limit >> 10) KiB")
            return finish
        }
        finish.body = body.bytes
        finish.isText = body.isText
        finish.decodedLength = finish.decodedLength ?? body.bytes.count
        return finish
    }

    /// Gives up on what was not read yet.
    ///
    /// - Returns: The ends that waited for it, in order, and what was left out in all, by its name.
    mutating func close() -> (finishes: [NetworkFinish], leftOut: [(what: String, count: Int)]) {
        defer {
            waiting = [:]
            leftOut = [:]
        }
        for _ in waiting { leaveOut("not read before the end") }
        return (
            waiting.values.sorted { $0.instant < $1.instant },
            leftOut.sorted { $0.key < $1.key }.map { (what: $0.key, count: $0.value) }
        )
    }
}
