import Convergence
import Foundation
import RunModel

/// A run whose browser did everything that an archive has to tell.
enum Traffic {
    /// The run.
    static var record: RunRecord { record(events) }

    /// A run of some events.
    static func record(_ events: [RunEvent.Body], isKeptWhole: Bool = true) -> RunRecord {
        let events = events.enumerated().map { RunEvent(seq: $0, t: Double($0) * 2, body: $1) }
        var fold = RunFold()
        for event in events { fold.apply(event) }
        let blobs = [
            "page.txt": Data("<title>Billing</title>".utf8), "answer.json": Data(#"{"plan":"pro"}"#.utf8),
            "raw.bin": Data([0xFF, 0x00, 0x01]),
        ]
        return RunRecord(result: fold.result(), events: events, isKeptWhole: isKeptWhole, blob: { blobs[$0] })
    }

    static let started = RunEvent.Body.runStarted(
        RunStarted(
            runID: "k3f9x2", wallClock: 1_795_415_072_000, tool: "endstate 0.1.0", platform: "Linux x86_64",
            scenario: "upgrade-plan", outcome: "", file: "upgrade-plan.yaml", digest: "0"))

    /// A request at some seconds of the browser's clock, which began 1,795,410,072 s after 1970.
    static func request(
        _ id: String, _ method: String = "GET", _ url: String, at time: Double,
        _ change: (inout RequestSent) -> Void = { _ in }
    ) -> RunEvent.Body {
        var request = RequestSent(
            id: id, method: method, url: url, type: "Fetch", initiator: "script http://web/app.js:12")
        request.timestamp = time
        request.wallTime = (1_795_410_072 + time) * 1000
        request.frame = "F1"
        request.loader = "L1"
        request.documentURL = "http://web/billing"
        request.priority = "High"
        change(&request)
        return .request(request)
    }

    static func response(
        _ id: String, _ status: Int, _ mime: String = "application/json", at time: Double,
        _ change: (inout ResponseReceived) -> Void = { _ in }
    ) -> ResponseReceived {
        var response = ResponseReceived(
            id: id, status: status, headers: [HeaderField(name: "Content-Type", value: mime)], mimeType: mime,
            httpVersion: "http/1.1", remoteAddress: "127.0.0.1:4001")
        response.statusText = status == 200 ? "OK" : ""
        response.timestamp = time
        response.connection = "17"
        response.hasWireInfo = true
        response.timing = timing(requestTime: time - 0.05, headersEnd: 48)
        change(&response)
        return response
    }

    /// A connection that was there already.
    static func timing(requestTime: Double, headersEnd: Double) -> [String: Double] {
        [
            "requestTime": requestTime, "dnsStart": -1, "dnsEnd": -1, "connectStart": -1, "connectEnd": -1,
            "sslStart": -1, "sslEnd": -1, "sendStart": 0.5, "sendEnd": 0.75, "receiveHeadersEnd": headersEnd,
        ]
    }

    static func wire(_ id: String, _ status: Int, _ headers: [(String, String)], size: Int? = 120) -> RunEvent.Body {
        .responseWire(
            ResponseWire(
                id: id, status: status, headers: headers.map { HeaderField(name: $0.0, value: $0.1) },
                headersSize: size))
    }

    static func sent(_ id: String, _ headers: [(String, String)]) -> RunEvent.Body {
        .requestWire(RequestWire(id: id, headers: headers.map { HeaderField(name: $0.0, value: $0.1) }))
    }

    /// Everything.
    static var events: [RunEvent.Body] { opening + document + upgrade + caches + failures + socket }

    private static let opening: [RunEvent.Body] = [
        started, .browserStarted(BrowserStarted(version: "HeadlessChrome/156.0.8078.108", path: "/usr/bin/chromium")),
        .targetAttached(TargetAttached(id: "F1", type: "page", url: "")),
    ]

    /// A form, answered by a redirect, and the page it leads to; the wire is heard of before and after.
    private static var document: [RunEvent.Body] {
        let redirect = response("1", 303, "text/html", at: 5000.1) { response in
            response.timing = [
                "requestTime": 5000.01, "dnsStart": 1, "dnsEnd": 3, "connectStart": 3, "connectEnd": 13, "sslStart": 5,
                "sslEnd": 12, "sendStart": 13, "sendEnd": 14, "receiveHeadersEnd": 80,
            ]
            response.size = 310
        }
        return [
            wire(
                "1", 303,
                [
                    ("Location", "/billing"),
                    ("Set-Cookie", "sid=«secret»; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly; Secure"),
                    ("Set-Cookie", "lang=«secret»; Domain=web; SameSite=Lax; Expires=never"),
                ], size: 310),
            request("1", "POST", "http://web/login?next=%2Fbilling&a+b=c%20d&flag", at: 5000) { request in
                request.type = "Document"
                request.initiator = "other"
                request.loader = "1"
                request.headers = [HeaderField(name: "Content-Type", value: "application/x-www-form-urlencoded")]
                request.body = "email=a%40b.example&password=«secret»"
                request.bodySize = 44
                request.priority = "VeryHigh"
            },
            sent(
                "1",
                [
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Cookie", "lang=«secret»; theme=«secret»"),
                    ("Host", "web"),
                ]),
            request("1", "GET", "http://web/billing", at: 5000.11) { request in
                request.type = "Document"
                request.loader = "1"
                request.redirectStatus = 303
                request.redirect = redirect
            },
            .response(response("1", 200, "text/html", at: 5000.2)),
            wire("1", 200, [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], size: 140),
            sent("1", [("Cookie", "sid=«secret»"), ("Host", "web")]),
            .requestFinished(RequestFinished(id: "1", size: 155, blob: "page.txt", bodySize: 22, timestamp: 5000.201)),
            .pageTiming(PageTiming(frame: "F1", name: .contentLoaded, timestamp: 5000.25, loader: "1")),
            .pageTiming(PageTiming(frame: "F1", name: .load, timestamp: 5000.3, loader: "1")),
        ]
    }

    /// The trigger's request with its preflight; the end is told a little before the head.
    private static var upgrade: [RunEvent.Body] {
        [
            request("2", "POST", "http://api/upgrade", at: 5001) { request in
                request.body = #"{"plan":"pro"}"#
                request.bodySize = 14
                request.headers = [HeaderField(name: "content-type", value: "application/json")]
                request.correlation = .bare
                request.loader = "1"
            },
            .requestCorrelated(RequestCorrelated(id: "2", correlation: .added)),
            request("3", "OPTIONS", "http://api/upgrade", at: 5001.001) { request in
                request.type = "Preflight"
                request.initiator = "preflight"
                request.frame = nil
            },
            .response(response("3", 204, "", at: 5001.03)),
            .requestFinished(RequestFinished(id: "3", size: 200, bodySize: 0, timestamp: 5001.03)),
            .response(
                response("2", 200, at: 5001.2) {
                    $0.remoteAddress = "[::1]:4001"
                    $0.httpVersion = "h2"
                    $0.hasWireInfo = false
                }),
            .requestFinished(
                RequestFinished(id: "2", size: 260, blob: "answer.json", bodySize: 14, timestamp: 5001.19)),
            request("4", "POST", "http://api/upload", at: 5002) { request in
                request.bodyOmitted = true
                request.loader = "1"
            },
            .requestBody(RequestBody(id: "4", body: "/wAB", bodyBase64: true, bodySize: 3)),
            .response(response("4", 200, "application/octet-stream", at: 5002.1) { $0.hasWireInfo = false }),
            .requestFinished(RequestFinished(id: "4", size: 130, blob: "raw.bin", bodySize: 3, timestamp: 5002.2)),
        ]
    }

    private static var caches: [RunEvent.Body] {
        func cached(_ id: String, _ cache: String?, _ change: (inout ResponseReceived) -> Void = { _ in })
            -> RunEvent.Body
        {
            .response(
                response(id, 200, "text/javascript", at: 5003.01) { response in
                    response.cache = cache
                    response.hasWireInfo = false
                    response.timing = cache == "memory" ? timing(requestTime: 4000, headersEnd: 3) : [:]
                    change(&response)
                })
        }
        return [
            request("5", "GET", "http://web/app.js", at: 5003) { $0.type = "Script" },
            cached("5", "memory"),
            .requestFinished(RequestFinished(id: "5", size: 0, bodySize: 10, timestamp: 5003.02)),
            request("6", "GET", "http://web/style.css", at: 5003) { $0.type = "Stylesheet" },
            cached("6", "disk") { $0.hasWireInfo = true },
            wire("6", 304, [("ETag", "\"1\"")], size: 90),
            .requestFinished(RequestFinished(id: "6", size: 90, bodySize: 4000, timestamp: 5003.02)),
            request("7", "GET", "http://web/from-worker", at: 5003.2),
            cached("7", "service-worker"),
            .requestFinished(RequestFinished(id: "7", size: 0, timestamp: 5003.5)),
            request("8", "GET", "data:image/gif;base64,R0lGOD", at: 5003.3),
            .requestFinished(RequestFinished(id: "8", size: 0, timestamp: 5003.3)),
        ]
    }

    private static var failures: [RunEvent.Body] {
        [
            request("9", "GET", "http://other/closed", at: 5004) { $0.frame = "F2" },
            .requestFailed(
                RequestFailed(
                    id: "9", error: "MissingAllowOriginHeader", corsError: "MissingAllowOriginHeader",
                    timestamp: 5004.1)),
            request("10", "GET", "http://web/slow", at: 5004),
            .requestFailed(RequestFailed(id: "10", error: "net::ERR_ABORTED", canceled: true, timestamp: 5004.5)),
            request("11", "GET", "http://web/events", at: 5005) { $0.type = "EventSource" },
            .response(response("11", 200, "text/event-stream", at: 5005.1) { $0.hasWireInfo = false }),
            request("12", "GET", "http://web/never-answered", at: 5006),
        ]
    }

    private static let socket: [RunEvent.Body] = [
        .websocket(WebSocketChanged(id: "13", url: "ws://web/live", state: .opening)),
        sent("13", [("Upgrade", "websocket")]),
        wire("13", 101, [("Upgrade", "websocket")], size: 130),
        .websocket(WebSocketChanged(id: "13", state: .open, status: 101, timestamp: 5006.1)),
        .websocketFrame(WebSocketFrame(id: "13", sent: true, payload: "hello", opcode: 1, timestamp: 5006.2)),
        .websocketFrame(WebSocketFrame(id: "13", sent: false, payload: "AQI=", opcode: 2, timestamp: 5006.25)),
        .websocket(WebSocketChanged(id: "13", state: .closed, timestamp: 5006.5)),
    ]
}
