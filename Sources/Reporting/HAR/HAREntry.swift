import Convergence
import Foundation
import JSONKit
import RunModel

/// One exchange as an entry of the archive.
struct HAREntry {
    let exchange: Exchange
    let clock: BrowserClock
    /// The bytes of a blob by its name.
    let blob: (String) -> Data?

    private var request: RequestSent { exchange.request }
    private var response: ResponseReceived? { exchange.response }

    /// When the request was sent, in milliseconds since 1970.
    var started: Milliseconds { clock.wall(request.timestamp, at: exchange.sentAt) }

    /// The entry.
    var json: JSON {
        let timings = HARTimings(exchange)
        var members: [String: JSON] = [
            "startedDateTime": .string(HARText.date(started)),
            "time": .number(timings.total),
            "request": HARRequest(exchange: exchange).json,
            "response": HARResponse(exchange: exchange, blob: blob).json,
            "cache": [:],
            "timings": timings.json,
            "_resourceType": .string(request.type.lowercased()),
            "_initiator": initiator,
        ]
        members["pageref"] = exchange.page.map { .string(HAR.pageID($0)) }
        members["serverIPAddress"] = HARText.address(response?.remoteAddress).map(JSON.string)
        members["connection"] = response?.connection.map(JSON.string)
        members["_priority"] = request.priority.map(JSON.string)
        if let cache = response?.cache, cache != "service-worker" { members["_fromCache"] = .string(cache) }
        if let socket = exchange.socket {
            members["_webSocketMessages"] = .array(socket.frames.map { message($0.frame, at: $0.at) })
        } else {
            members["_correlation"] = .string(request.correlation.rawValue)
        }
        if exchange.isOpen { members["comment"] = "still open when the run ended" }
        return .object(members)
    }

    /// `script http://web/app.js:12` as its parts; Chromium counts lines from 0 there.
    private var initiator: JSON {
        let parts = request.initiator.split(separator: " ", maxSplits: 1).map(String.init)
        var members: [String: JSON] = ["type": .string(parts.first ?? "other")]
        guard parts.count > 1 else { return .object(members) }
        let place = parts[1]
        if let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...]), line > 0,
            place[..<colon].contains("/")
        {
            members["url"] = .string(String(place[..<colon]))
            members["lineNumber"] = .integer(Int64(line - 1))
        } else {
            members["url"] = .string(place)
        }
        return .object(members)
    }

    private func message(_ frame: WebSocketFrame, at time: Milliseconds) -> JSON {
        [
            "type": frame.sent ? "send" : "receive",
            // Seconds since 1970, to the microsecond.
            "time": .number((clock.wall(frame.timestamp, at: time) * 1000).rounded() / 1_000_000),
            "opcode": .integer(Int64(frame.opcode ?? 1)),
            "data": .string(frame.payload),
        ]
    }
}
