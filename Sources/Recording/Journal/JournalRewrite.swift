import Foundation

/// A journal of which some lines are to be others.
struct JournalRewrite {
    /// The journal with the other lines in their places.
    private(set) var text = Data()
    /// What to write over the journal as it stands, so that no other byte of it moves.
    private(set) var patches: [(offset: Int64, bytes: Data)] = []

    /// Reads a journal line by line.
    ///
    /// - Parameters:
    ///   - journal: Its text.
    ///   - change: Gives the line that takes the place of one; `nil` keeps it.
    init(_ journal: Data, _ change: (Data) -> Data?) {
        for line in [UInt8](journal).split(separator: UInt8(ascii: "\n")) {
            let old = Data(line)
            let new = change(old)
            text.append(new ?? old)
            text.append(UInt8(ascii: "\n"))
            if let new { patches.append((Int64(line.startIndex), Self.fit(new, inPlaceOf: old))) }
        }
    }

    /// Whether no line changes.
    var isEmpty: Bool { patches.isEmpty }

    /// A line of as many bytes as another, with blanks before its last brace: the new one, else the same with a shorter
    /// mask, else the note that an event is lost.
    private static func fit(_ new: Data, inPlaceOf old: Data) -> Data {
        let mask: String = Redactor.mask
        let shorter = String(decoding: new, as: UTF8.self).replacing(mask, with: "***")
        for line in [new, Data(shorter.utf8), LeakScan.substitute(for: old)] where line.count <= old.count {
            var padded = Data(line.dropLast())
            padded.append(Data(repeating: UInt8(ascii: " "), count: old.count - line.count))
            padded.append(contentsOf: line.suffix(1))
            return padded
        }
        // Empty lines, which readers pass over.
        return Data(repeating: UInt8(ascii: "\n"), count: old.count)
    }
}
