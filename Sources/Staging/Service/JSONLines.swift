import Foundation
import Logging
import Synchronization

/// Where a service logs: one JSON object a line, in `logs/<role>.log` of the state directory.
final class JSONLines: Sendable {
    private let file: Mutex<FileHandle>

    init(appendingTo url: URL) throws {
        if !FileManager.default.fileExists(atPath: url.path) {
            try Data().write(to: url)
        }
        let handle = try FileHandle(forWritingTo: url)
        try handle.seekToEnd()
        file = Mutex(handle)
    }

    func write(_ fields: [String: String]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(fields) else { return }
        line.append(UInt8(ascii: "\n"))
        file.withLock { [line] in try? $0.write(contentsOf: line) }
    }
}

/// Feeds a `Logger` into `JSONLines`, each line with the trace of the task that logs.
struct JSONLinesHandler: LogHandler {
    let role: Role
    let lines: JSONLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let trace = Trace.current
        var fields = [
            "at": Timestamp.now(), "level": event.level.rawValue, "service": role.rawValue,
            "message": event.message.description, "traceparent": trace.parent.header,
        ]
        if let correlationID = trace.correlationID { fields["correlation_id"] = correlationID }
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            fields[key] = value.description
        }
        lines.write(fields)
    }
}
