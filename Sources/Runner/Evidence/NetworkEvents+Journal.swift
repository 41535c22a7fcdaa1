import BrowserAutomation
import Foundation
import RunModel

extension RequestSent {
    init(_ request: NetworkRequest) {
        let place = request.initiator.url.map { " \($0)\(request.initiator.line.map { ":\($0)" } ?? "")" } ?? ""
        self.init(
            id: request.key.description,
            method: request.method,
            url: Self.address(request.url),
            headers: HeaderField.list(request.headers),
            type: request.resourceType,
            initiator: request.initiator.kind + place,
            correlation: CorrelationMark(request.correlation),
            redirectStatus: request.redirect?.status
        )
        if let bytes = request.body {
            (body, bodyBase64, bodySize) = RequestBody.parts(of: bytes)
        } else if request.hasBody {
            bodyOmitted = true
        }
        if let before = request.redirect {
            redirect = ResponseReceived(before)
            redirect?.size = before.encodedLength
        }
        wallTime = (request.wallTime * 1_000_000).rounded() / 1000
        timestamp = request.timestamp
        frame = request.frame
        loader = request.loader.isEmpty ? nil : request.loader
        documentURL = request.documentURL.isEmpty ? nil : Self.address(request.documentURL)
        priority = request.priority
    }

    /// So much of a `data:` URL tells what it is.
    private static let dataLimit = 256

    /// An address without its fragment, which does not leave the browser; of a `data:` URL the beginning.
    private static func address(_ url: String) -> String {
        if url.lowercased().hasPrefix("data:"), url.utf8.count > dataLimit { return "\(url.prefix(dataLimit))…" }
        return String(url.prefix { $0 != "#" })
    }
}

extension RequestBody {
    init(_ key: NetworkKey, _ bytes: Data) {
        let (body, base64, size) = Self.parts(of: bytes)
        self.init(id: key.description, body: body, bodyBase64: base64, bodySize: size)
    }

    /// A body as the journal writes it: text as it is, anything else as base64.
    fileprivate static func parts(of bytes: Data) -> (body: String, base64: Bool?, size: Int) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return (bytes.base64EncodedString(), true, bytes.count)
        }
        return (text, nil, bytes.count)
    }
}

extension RequestWire {
    init(_ info: NetworkExtraInfo) {
        self.init(
            id: info.key.description, headers: HeaderField.list(info.headers), blockedCookies: info.blockedCookies)
    }
}

extension ResponseReceived {
    init(_ response: NetworkResponse) {
        let cache: String? =
            if response.isFromServiceWorker {
                "service-worker"
            } else if response.isFromMemory {
                "memory"
            } else {
                response.isFromCache ? "disk" : nil
            }
        self.init(
            id: response.key.description,
            status: response.status,
            headers: HeaderField.list(response.headers),
            mimeType: response.mimeType,
            httpVersion: response.networkProtocol ?? "",
            remoteAddress: response.remoteAddress,
            timing: response.timing?.journaled ?? [:],
            cache: cache
        )
        statusText = response.statusText
        timestamp = response.timestamp
        connection = response.connection.map(String.init)
        hasWireInfo = response.hasExtraInfo
    }
}

extension ResponseWire {
    init(_ info: NetworkExtraInfo) {
        self.init(
            id: info.key.description,
            status: info.status ?? 0,
            headers: info.headersText.flatMap(HeaderField.list(head:)) ?? HeaderField.list(info.headers),
            headersSize: info.headersText?.utf8.count,
            blockedCookies: info.blockedCookies.isEmpty ? nil : info.blockedCookies
        )
    }
}

extension RequestFinished {
    init(_ finish: NetworkFinish, blob: String? = nil) {
        self.init(
            id: finish.key.description, size: finish.encodedLength, blob: blob, bodySize: finish.decodedLength,
            timestamp: finish.timestamp)
    }
}

extension RequestFailed {
    init(_ failed: NetworkFailed) {
        self.init(
            id: failed.key.description,
            error: failed.corsError ?? failed.blockedReason ?? failed.errorText,
            canceled: failed.isCanceled,
            blockedReason: failed.blockedReason,
            corsError: failed.corsError,
            timestamp: failed.timestamp
        )
    }
}

extension NetworkTiming {
    /// By Chromium's own names, so that a reader of its protocol finds them again.
    fileprivate var journaled: [String: Double] {
        [
            "requestTime": requestTime, "dnsStart": dnsStart, "dnsEnd": dnsEnd, "connectStart": connectStart,
            "connectEnd": connectEnd, "sslStart": sslStart, "sslEnd": sslEnd, "sendStart": sendStart,
            "sendEnd": sendEnd, "receiveHeadersEnd": receiveHeadersEnd,
        ]
    }
}

extension CorrelationMark {
    init(_ correlation: Correlation) {
        switch correlation {
        case .carried: self = .carried
        case .added: self = .added
        case .bare: self = .bare
        case .outside: self = .outside
        }
    }
}

extension HeaderField {
    /// The fields by name, where their order is not known.
    fileprivate static func list(_ headers: [String: String]) -> [HeaderField] {
        headers.map { HeaderField(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// The fields of a head as it came over the wire (RFC 9112 section 5), in its order; `nil` when it is none.
    fileprivate static func list(head: String) -> [HeaderField]? {
        let lines = head.split(whereSeparator: \.isNewline)
        guard lines.first?.hasPrefix("HTTP/") == true else { return nil }
        let fields = lines.dropFirst().compactMap { line -> HeaderField? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            return HeaderField(name: String(line[..<colon]), value: value)
        }
        return fields.count == lines.count - 1 ? fields : nil
    }
}

extension WebSocketActivity {
    var journaled: RunEvent.Body {
        let id = key.description
        func changed(
            _ state: WebSocketChanged.State, url: String? = nil, status: Int? = nil, error: String? = nil
        ) -> RunEvent.Body {
            .websocket(
                WebSocketChanged(
                    id: id, url: url, state: state, status: status, error: error,
                    timestamp: timestamp > 0 ? timestamp : nil))
        }
        return switch kind {
        case .opening(let url): changed(.opening, url: url)
        case .opened(let status): changed(.open, status: status)
        case .failed(let error): changed(.failed, error: error)
        case .closed: changed(.closed)
        case .frame(let isSent, let opcode, let payload):
            .websocketFrame(
                WebSocketFrame(id: id, sent: isSent, payload: payload, opcode: opcode, timestamp: timestamp))
        }
    }
}
