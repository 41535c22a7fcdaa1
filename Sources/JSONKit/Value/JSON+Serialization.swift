extension JSON {
    /// The value as JSON text. Equal values give the same text: members go by sorted name, `1.0` is written `1`, a
    /// slash is never escaped.
    ///
    /// - Parameter pretty: One element or member a line, indented by two spaces.
    /// - Returns: The text, without a newline at its end.
    package func serialized(pretty: Bool = false) -> String {
        var writer = JSONWriter(pretty: pretty, limit: .max)
        writer.write(self, indent: 0)
        return writer.text
    }

    /// One line that shows what the value is, cut with "…" when longer than the limit.
    ///
    /// - Parameter limit: The most characters to return.
    /// - Returns: Compact JSON, or its beginning.
    package func summary(limit: Int = 120) -> String {
        var writer = JSONWriter(pretty: false, limit: max(0, limit) * 4)
        writer.write(self, indent: 0)
        let text = writer.text
        guard writer.isCut || text.count > limit else { return text }
        return text.prefix(max(0, limit - 1)) + "…"
    }
}

extension JSON: CustomStringConvertible {
    /// The value as compact JSON text.
    package var description: String { serialized() }
}

/// Writes JSON text into a buffer of bytes.
private struct JSONWriter {
    let pretty: Bool
    /// Past this many bytes elements and members are left out, for summaries of large values.
    let limit: Int
    private var bytes: [UInt8] = []

    init(pretty: Bool, limit: Int) {
        self.pretty = pretty
        self.limit = limit
    }

    /// Whether something may have been left out.
    var isCut: Bool { bytes.count > limit }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func write(_ value: JSON, indent: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let integer): bytes += String(integer).utf8
        case .number(let number): write(number)
        case .string(let text): write(text)
        case .array(let elements):
            writeList(elements, open: "[", close: "]", indent: indent) { writer, element in
                writer.write(element, indent: indent + 1)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key < $1.key }
            writeList(sorted, open: "{", close: "}", indent: indent) { writer, member in
                writer.write(member.key)
                writer.bytes += (writer.pretty ? ": " : ":").utf8
                writer.write(member.value, indent: indent + 1)
            }
        }
    }

    private mutating func writeList<Element>(
        _ elements: [Element],
        open: Unicode.Scalar,
        close: Unicode.Scalar,
        indent: Int,
        each: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (index, element) in elements.enumerated() where bytes.count <= limit {
            if index > 0 {
                bytes.append(UInt8(ascii: ","))
            }
            newline(indent + 1)
            each(&self, element)
        }
        if !elements.isEmpty {
            newline(indent)
        }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func newline(_ indent: Int) {
        guard pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent * 2)
    }

    private mutating func write(_ number: Double) {
        if let integer = Int64(exactly: number) {
            bytes += String(integer).utf8
        } else {
            bytes += (number.isFinite ? String(number) : "null").utf8
        }
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            let isInsideScalar = byte & 0xC0 == 0x80
            if bytes.count > limit, !isInsideScalar { break }
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes += (byte < 0x10 ? "0" : "").utf8
                bytes += String(byte, radix: 16).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
