package import Convergence

/// Chooses the frames of a page's film that are kept: at first five a second, the longer the film the fewer; whatever
/// stayed on the screen for a while; and what was on the screen around a failure.
///
/// A value: frames go in, those to be kept come out, some of them later.
package struct FilmEditor<Frame> {
    /// A frame and when it came on the screen.
    package struct Shot {
        /// The frame.
        package var frame: Frame
        /// When it came on the screen.
        package var at: Milliseconds
    }

    /// How many frames are kept at most.
    package static var limit: Int { 300 }
    /// So many of them are for failures alone.
    package static var reserve: Int { 40 }
    /// So many frames before a failure are kept.
    package static var before: Int { 10 }
    /// So long after a failure every frame is kept.
    package static var after: Milliseconds { 2000 }

    /// How many were kept.
    package private(set) var kept = 0
    /// How many were left out because the film had become long; five a second is no loss.
    package private(set) var leftOut = 0

    /// What is on the screen, as long as it is not known whether it stays.
    private var pending: Shot?
    /// Frames that were passed over, as long as a failure could still ask for them.
    private var passedOver: [(shot: Shot, isCounted: Bool)] = []
    private var lastKept: Milliseconds = -.infinity
    private var failedAt: Milliseconds = -.infinity

    /// So many frames are kept at the full rate.
    private static var fullRate: Int { 100 }

    /// Starts with nothing.
    package init() {}

    /// The least time between two frames that are kept, which grows with the film.
    private var gap: Milliseconds {
        switch kept {
        case ..<Self.fullRate: 180
        case ..<180: 1000
        case ..<220: 5000
        default: 20_000
        }
    }

    /// Takes a frame.
    ///
    /// - Parameters:
    ///   - frame: The frame.
    ///   - time: When it came on the screen.
    /// - Returns: The frames that are kept now, in order.
    package mutating func take(_ frame: Frame, at time: Milliseconds) -> [Shot] {
        var result: [Shot] = []
        if let shown = pending {
            pending = nil
            if time - shown.at >= gap, let shot = keep(shown, within: Self.limit - Self.reserve) {
                result.append(shot)
            } else {
                passOver(shown)
            }
        }
        let shot = Shot(frame: frame, at: time)
        if time - failedAt <= Self.after {
            if let shot = keep(shot, within: Self.limit) { result.append(shot) }
        } else if time - lastKept >= gap, let shot = keep(shot, within: Self.limit - Self.reserve) {
            result.append(shot)
        } else {
            pending = shot
        }
        return result
    }

    /// Something failed: what was on the screen just before is kept, and what comes just after.
    ///
    /// - Parameter time: When.
    /// - Returns: The frames that are kept now, in order.
    package mutating func fail(at time: Milliseconds) -> [Shot] {
        failedAt = time
        let before = passedOver
        passedOver = []
        return before.compactMap { passed in
            guard let shot = keep(passed.shot, within: Self.limit) else { return nil }
            if passed.isCounted { leftOut -= 1 }
            return shot
        } + finish()
    }

    /// No frame follows: the one that is on the screen is kept.
    ///
    /// - Returns: The frame, unless it was kept before.
    package mutating func finish() -> [Shot] {
        guard let shown = pending else { return [] }
        pending = nil
        guard let shot = keep(shown, within: Self.limit) else {
            passOver(shown)
            return []
        }
        return [shot]
    }

    private mutating func keep(_ shot: Shot, within limit: Int) -> Shot? {
        guard kept < limit else { return nil }
        kept += 1
        lastKept = max(lastKept, shot.at)
        return shot
    }

    private mutating func passOver(_ shot: Shot) {
        let isCounted = kept >= Self.fullRate
        if isCounted { leftOut += 1 }
        passedOver.append((shot, isCounted))
        if passedOver.count > Self.before { passedOver.removeFirst() }
    }
}

extension FilmEditor: Sendable where Frame: Sendable {}
extension FilmEditor.Shot: Sendable where Frame: Sendable {}
