import Convergence
import Foundation
import RunModel

// What a journal says can be any number, and a report is made of it all the same.
extension Milliseconds {
    /// The number rounded to a whole one; `nil` for one that no run has, since `Int` traps at those that it has no room
    /// for.
    var whole: Int? { abs(self) < 1e15 ? Int(rounded()) : nil }

    /// The moment so many milliseconds after 1970; `nil` for one that is in no calendar.
    var momentSince1970: Date? { abs(self) < 1e14 ? Date(timeIntervalSince1970: self / 1000) : nil }

    /// Rounded to the microsecond: sums of times have digits that mean nothing. So large that none of them is there, a
    /// number stays as it is.
    var rounded3: Double { abs(self) < 1e15 ? (self * 1000).rounded() / 1000 : self }

    /// Rounded to a tenth of a millisecond, which is more than a drawing can show.
    var tenth: Double { abs(self) < 1e15 ? (self * 10).rounded() / 10 : self }
}

extension RunEvent {
    /// The event's line in the journal, from 1.
    var lineNumber: Int { seq &+ 1 }
}
