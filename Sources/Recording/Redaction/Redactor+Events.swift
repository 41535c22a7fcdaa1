import Foundation
import JSONKit
import RunModel

extension Redactor {
    /// Bodies of requests are kept up to so many bytes.
    private static let bodyLimit = 65_536
    /// What a WebSocket sends at once is kept up to so many bytes.
    private static let payloadLimit = 16_384

    /// The beginning of what may be long. Secrets go first: a cut through one would leave half of it, and base64 hides
    /// one that was escaped before.
    private func keep(_ text: String, isBase64: Bool, limit: Int) -> String {
        if isBase64, let bytes = Data(base64Encoded: text) {
            return mask(bytes).prefix(limit / 4 * 3).base64EncodedString()
        }
        guard text.utf8.count > limit else { return text }
        let masked = mask(text)
        let end = masked.utf8.index(masked.startIndex, offsetBy: limit, limitedBy: masked.endIndex) ?? masked.endIndex
        return String(masked[..<end])
    }

    /// An event as it may be written, and its line; in the place of one that cannot be written, a note that it is lost.
    func redactOrDrop(_ event: RunEvent) -> (event: RunEvent, line: Data) {
        if let both = try? redact(event) { return both }
        let lost = Dropped(what: "event \(event.body.kind) (not readable after redaction)", count: 1)
        let substitute = RunEvent(seq: event.seq, t: event.t, body: .dropped(lost))
        return (substitute, (try? substitute.line()) ?? Data("{}".utf8))
    }

    /// An event as it may be written, and its line.
    ///
    /// - Parameter event: The event as it happened.
    /// - Returns: Both without secrets.
    /// - Throws: What encoding throws.
    func redact(_ event: RunEvent) throws -> (event: RunEvent, line: Data) {
        var event = event
        switch event.body {
        case .runStarted(let start):
            for value in [start.runID, start.correlationID ?? ""] + start.environment.values { permit(value) }
        case .request(var request):
            request.headers = CredentialHeaders.mask(request.headers, learn: learn)
            if let headers = request.redirect?.headers {
                request.redirect?.headers = CredentialHeaders.mask(headers, learn: learn)
            }
            request.body = request.body.map { keep($0, isBase64: request.bodyBase64 == true, limit: Self.bodyLimit) }
            event.body = .request(request)
        case .requestBody(var body):
            body.body = keep(body.body, isBase64: body.bodyBase64 == true, limit: Self.bodyLimit)
            event.body = .requestBody(body)
        case .websocketFrame(var frame):
            let isBinary = frame.opcode.map { $0 != 1 } ?? false
            frame.payload = keep(frame.payload, isBase64: isBinary, limit: Self.payloadLimit)
            event.body = .websocketFrame(frame)
        case .requestWire(var wire):
            wire.headers = CredentialHeaders.mask(wire.headers, learn: learn)
            event.body = .requestWire(wire)
        case .responseWire(var wire):
            wire.headers = CredentialHeaders.mask(wire.headers, learn: learn)
            event.body = .responseWire(wire)
        case .response(var response):
            response.headers = CredentialHeaders.mask(response.headers, learn: learn)
            event.body = .response(response)
        default: break
        }
        let line = try event.line()
        // Scanning the whole line is cheap and finds more than the fields hold, never less.
        guard let masked = mask(line: line, with: matcher) else { return (event, line) }
        return (try RunEvent(line: masked), masked)
    }

    /// A line of a journal without secrets; `nil` when it has none.
    func mask(line: Data, with matcher: SecretMatcher) -> Data? {
        guard !matcher.isEmpty, matcher.matches([UInt8](line)),
            var members = (try? JSON(parsing: line))?.objectValue
        else { return nil }
        let seq = members.removeValue(forKey: "seq")?.intValue ?? 0
        let t = members.removeValue(forKey: "t")?.doubleValue ?? 0
        let kind = members.removeValue(forKey: "kind")?.stringValue ?? ""
        // The names of a plan are what its looks go by.
        let masked = mask(.object(members), with: matcher, distinct: kind == "plan")
        guard masked != .object(members) else { return nil }
        return RunEvent.line(seq: seq, t: t, kind: kind, members: Data(masked.serialized().utf8))
    }
}
