package import Foundation

/// What the film of a page is like.
package struct FilmPolicy: Sendable, Hashable {
    /// The quality of its JPEG pictures, from 0 to 100.
    package var quality = 60
    /// Neither width nor height of a picture is greater, in pixels.
    package var size = 640
    /// The least time between two pictures, with one context in the browser; more contexts share what filming costs.
    package var interval = Duration.milliseconds(300)

    /// The usual film.
    package init() {}
}

/// What a page looked like from a moment on, until the next frame.
package struct FilmFrame: Sendable {
    /// The page's target.
    package var target: String
    /// A JPEG picture.
    package var data: Data
    /// The width of the viewport, in CSS pixels.
    package var width: Int
    /// The height of the viewport, in CSS pixels.
    package var height: Int
    /// When it came on the screen, in seconds since 1970.
    package var wallTime: Double
}

/// What the filming of one page has come to.
///
/// A secret that was typed must not be seen. Password fields show dots and may be filmed; while a secret stands in any
/// other field the film is covered: nothing is filmed until it is gone.
struct FilmState {
    /// What is filmed like; nil when nothing is.
    let policy: FilmPolicy?
    /// Whether filming has ended for good.
    var isEnded = false
    /// Whether a secret was typed into the document shown: from then on every frame is asked about.
    var isGuarded = false
    /// Whether a secret may be on the screen.
    var isCovered = false
    /// Whether no secret could be seen when the page was last asked.
    var wasClean = true
    /// The document whose first paint takes the one that was guarded off the screen.
    var awaitedPaint: String?
    /// How often filming began; so a start that was put off knows whether another one came before it.
    var starts = 0
    /// The picture of the last frame that was passed on.
    var shown: Data?
    /// How many frames were left out because a secret might have been on them.
    var leftOut = 0

    /// Whether frames are wanted now.
    var isRolling: Bool { policy != nil && !isEnded && !isCovered }
}
