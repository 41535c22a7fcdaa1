import Convergence
import JSONKit
import RunModel

/// A look, with the difference to the one before, for the axis.
struct LookData: Encodable {
    /// The probe.
    var probe: String
    /// When it began.
    var start: Double
    /// When its answer was there.
    var end: Double
    /// What kind of answer it was.
    var outcome: String
    /// What it was for.
    var purpose: String
    /// The answer's status.
    var status: Int?
    /// What went wrong.
    var detail: String?
    /// What it says of each subject; `nil` when it says the same as the look before.
    var readings: [ReadingData]?
    /// The answer, in `blobs/`.
    var blob: String?
    /// What differs from the answer before; empty when it is the same, `nil` when they cannot be compared.
    var changes: [ChangeData]?
    /// Changes that are not shown.
    var more: Int?
    /// The place of the look it is compared with.
    var before: Int?
    /// Its line in the journal.
    var line: Int
}

/// What a look says of one subject.
struct ReadingData: Encodable, Hashable {
    /// The subject as it is called.
    var name: String
    /// What that comes to: `below`, `reached`, `over`, `wrong`.
    var state: String
    /// The reading in words: `holds`, `2`, `1: ch_1`.
    var text: String
    /// Why it does not hold.
    var why: String?
    /// The reading before, in words, where it was another.
    var before: String?
}

/// One place at which two answers differ.
struct ChangeData: Encodable {
    /// The place, as a normalized JSONPath.
    var path: String
    /// `added`, `removed`, `changed`.
    var kind: String
    /// What was there.
    var old: String?
    /// What is there now.
    var new: String?

    private static let valueLength = 240

    /// Takes a change, if there is room for it.
    init?(_ change: JSONDifference.Change, texts: inout TextStore) {
        guard let path = texts.change(change.path, limit: Self.valueLength) else { return nil }
        self.path = path
        kind = change.kind.rawValue
        old = texts.change(change.old?.summary(limit: Self.valueLength), limit: Self.valueLength)
        new = texts.change(change.new?.summary(limit: Self.valueLength), limit: Self.valueLength)
    }
}

extension Reading {
    /// The reading in as few words as there are.
    var words: String {
        if let holds { return holds ? "holds" : "does not hold" }
        guard let count else { return "no reading" }
        let named = Set(identities ?? []).sorted().prefix(6).joined(separator: ", ")
        return named.isEmpty ? "\(count)" : "\(count): \(Words.cut(named, 160))"
    }
}

extension Assessment {
    /// What it is called in the page's data.
    var name: String {
        switch self {
        case .below: "below"
        case .reached: "reached"
        case .over: "over"
        case .wrongDirection: "wrong"
        }
    }
}
