import Foundation

/// Points in time as RFC 3339 text in UTC with milliseconds.
enum Timestamp {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// The moment of the call. Called where a thing happens, never later, since the times are evidence.
    static func now() -> String { Date.now.formatted(style) }
}
