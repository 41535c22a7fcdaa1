import RunModel

/// One event of each kind that tells of the network, with everything in it that can be in it.
enum NetworkSamples {
    static var all: [RunEvent.Body] {
        [
            .request(request),
            .requestBody(RequestBody(id: "1.5", body: "/wA=", bodyBase64: true, bodySize: 2)),
            .requestWire(
                RequestWire(
                    id: "1.2", headers: [HeaderField(name: "Host", value: "api")], blockedCookies: ["b: SecureOnly"])),
            .requestCorrelated(RequestCorrelated(id: "1.2", correlation: .added)),
            .response(response),
            .responseWire(
                ResponseWire(
                    id: "1.2", status: 304, headers: [HeaderField(name: "Set-Cookie", value: "a=1\nb=2")],
                    headersSize: 180, blockedCookies: ["b: SameSiteLax"])),
            .requestFinished(
                RequestFinished(id: "1.2", size: 512, blob: "cd34.json", bodySize: 420, timestamp: 5012.5)),
            .requestFailed(
                RequestFailed(
                    id: "1.3", error: "net::ERR_ABORTED", canceled: true, blockedReason: "csp",
                    corsError: "MissingAllowOriginHeader", timestamp: 5013)),
            .websocket(
                WebSocketChanged(
                    id: "1.4", url: "ws://web/live", state: .failed, status: 101, error: "Invalid frame header",
                    timestamp: 5014)),
            .websocketFrame(WebSocketFrame(id: "1.4", sent: true, payload: "ping", opcode: 1, timestamp: 5014.25)),
        ]
    }

    private static var request: RequestSent {
        var request = RequestSent(
            id: "1.2", method: "POST", url: "http://api/upgrade",
            headers: [HeaderField(name: "Content-Type", value: "application/json")], type: "Fetch",
            initiator: "script http://web/app.js:12:5", correlation: .carried, body: "{\"plan\":\"pro\"}",
            redirectStatus: 307)
        var redirect = ResponseReceived(
            id: "1.2", status: 307, headers: [HeaderField(name: "Location", value: "/upgrade")])
        redirect.size = 120
        request.redirect = redirect
        request.bodyBase64 = false
        request.bodyOmitted = true
        request.bodySize = 14
        request.wallTime = 1_795_415_075_250.5
        request.timestamp = 5012.25
        request.frame = "F1"
        request.loader = "L1"
        request.documentURL = "http://web/"
        request.priority = "High"
        return request
    }

    private static var response: ResponseReceived {
        var response = ResponseReceived(
            id: "1.2", status: 202, headers: [HeaderField(name: "Server", value: "x")],
            mimeType: "application/json", httpVersion: "http/1.1", remoteAddress: "127.0.0.1:8080",
            timing: ["sendStart": 0.25], cache: "disk")
        response.statusText = "Accepted"
        response.timestamp = 5012.375
        response.connection = "17"
        response.hasWireInfo = true
        return response
    }
}
