import Foundation
import Probes
import TestSupport
import Testing

/// `Retry-After` (RFC 9110, sections 5.6.7 and 10.2.3).
@Suite(.timeLimit(.minutes(5)))
struct RetryAfterTests {
    @Test(
        "Seconds are taken as they are, up to a day",
        arguments: [
            ("7", Duration.seconds(7)), ("0", .zero), (" 3 ", .seconds(3)), ("86401", .seconds(86_400)),
            ("999999999999999999999999", .seconds(86_400)),
        ])
    func seconds(_ text: String, _ expected: Duration) async throws {
        #expect(try await retryAfter(text) == expected)
    }

    @Test(
        "The three forms of a date are understood, also in the past",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ])
    func past(_ text: String) async throws {
        #expect(try await retryAfter(text) == .zero)
    }

    @Test("A date ahead is a wait until then, up to a day")
    func ahead() async throws {
        let inAnHour = try #require(try await retryAfter(Self.date(.now.addingTimeInterval(3600))))
        #expect(inAnHour > .seconds(1800) && inAnHour <= .seconds(3600))
        #expect(try await retryAfter(Self.date(.now.addingTimeInterval(90_000_000))) == .seconds(86_400))
    }

    @Test("What makes no sense is as good as nothing", arguments: ["", "soon", "-5", "1.5", "Sun, 99 Foo 2020"])
    func nonsense(_ text: String) async throws {
        #expect(try await retryAfter(text) == nil)
    }

    @Test("It is read of 429 and 503, and of no answer that stands")
    func statuses() async throws {
        #expect(try await retryAfter("7", status: 503) == .seconds(7))
        #expect(try await retryAfter("7", status: 200) == nil)
        #expect(try await retryAfter("7", status: 403) == nil)
    }

    private func retryAfter(_ text: String, status: Int = 429) async throws -> Duration? {
        let server = try FixtureServer { _ in .json("{}", status: status, headers: [("Retry-After", text)]) }
        return try await ask("{ http: { get: \"\(server.url("/"))\" } }").retryAfter
    }

    private static func date(_ date: Date) -> String {
        let parts = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func padded(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(days[(parts.weekday ?? 1) - 1]), \(padded(parts.day)) \(months[(parts.month ?? 1) - 1]) "
            + "\(parts.year ?? 0) \(padded(parts.hour)):\(padded(parts.minute)):\(padded(parts.second)) GMT"
    }
}
