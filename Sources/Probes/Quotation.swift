import Foundation

/// The beginning of what somebody else wrote, as part of a line of ours.
///
/// Text from outside is data: it keeps to one line, has no control characters and is short.
struct Quotation: CustomStringConvertible {
    let description: String

    /// Quotes text.
    ///
    /// - Parameters:
    ///   - data: The text's bytes; what is no UTF-8 is replaced.
    ///   - limit: The most characters to quote.
    init(_ data: Data, limit: Int = 80) {
        // A character seldom takes more than four bytes; what is cut off here is beyond the limit.
        let text = String(decoding: data.prefix(limit * 4 + 256), as: UTF8.self)
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let clean = String(
            String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        // The mark is also what tells the redactor that a secret may have been cut through.
        description = clean.count > limit || data.count > limit * 4 + 256 ? "\(clean.prefix(limit))…" : clean
    }

    /// Whether there is nothing to quote.
    var isEmpty: Bool { description.isEmpty }
}
