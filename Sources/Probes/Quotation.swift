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

    /// Quotes what came with an answer. A page is known by its title, or else by its text; its markup tells nobody
    /// anything.
    ///
    /// - Parameter body: The body's bytes.
    init(ofBody body: Data) {
        let page =
            String(decoding: body.prefix(Self.pageLimit), as: UTF8.self) + (body.count > Self.pageLimit ? "…" : "")
        guard page.drop(while: \.isWhitespace).hasPrefix("<"),
            page.contains(/(?i)<(?:!doctype html|html|head|body|h1)\b/)
        else {
            self.init(body)
            return
        }
        let title = page.firstMatch(of: /(?is)<title[^>]{0,100}>(.{0,500}?)<\/title>/).map { String($0.1) }
        let text = page.replacing(/(?is)<(script|style|title)\b.*?(?:<\/\1>|$)/, with: " ")
            .replacing(/<[A-Za-z\/!][^>]*(?:>|$)/, with: " ")
        let known = [title, text].compactMap(\.self).first { $0.contains { !$0.isWhitespace } }
        let words = Quotation(Data((known ?? "").utf8))
        self = Quotation(said: words.isEmpty ? "a page without a text" : "a page, \"\(words)\"")
    }

    private init(said description: String) { self.description = description }

    /// A title stands at the beginning of a page, in bytes.
    private static let pageLimit = 1 << 14

    /// Whether there is nothing to quote.
    var isEmpty: Bool { description.isEmpty }
}
