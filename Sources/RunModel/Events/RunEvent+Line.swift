package import Convergence
package import Foundation

extension RunEvent {
    /// The event as one line of a journal, without the newline: `seq`, `t` and `kind` first, then by sorted name.
    ///
    /// - Returns: JSON in UTF-8. A number that JSON cannot write becomes a string that `init(line:)` reads again.
    /// - Throws: What the encoder throws.
    package func line() throws -> Data {
        guard let payload = body.payload else { return Self.line(seq: seq, t: t, kind: body.kind) }
        return Self.line(seq: seq, t: t, kind: body.kind, members: try LineCoding.encoder.encode(payload))
    }

    /// A line from its parts.
    ///
    /// - Parameters:
    ///   - seq: The event's place in the journal.
    ///   - t: Its time.
    ///   - kind: Its kind.
    ///   - members: A JSON object with everything else.
    /// - Returns: JSON in UTF-8.
    package static func line(seq: Int, t: Milliseconds, kind: String, members: Data = Data("{}".utf8)) -> Data {
        let time = Int(exactly: t).map(String.init) ?? String(t)
        var line = Data("{\"seq\":\(seq),\"t\":\(time),\"kind\":\"\(kind)\"".utf8)
        let inner = members.dropFirst()
        if inner.count > 1 { line.append(UInt8(ascii: ",")) }
        line.append(inner)
        return line
    }

    /// Reads a line of a journal.
    ///
    /// - Parameter line: JSON in UTF-8.
    /// - Throws: What the decoder throws for a line that is cut off or is no event.
    package init(line: Data) throws {
        self = try LineCoding.decoder.decode(RunEvent.self, from: line)
    }
}

/// The coders of a journal's lines.
private enum LineCoding {
    static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }()

    static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }()
}
