import Convergence
import JSONKit
import Testing

@Suite("Times as services write them")
struct TimestampTests {
    static let base: Milliseconds = 1_795_415_072_000

    @Test(
        "RFC 3339, with any fraction and any offset",
        arguments: [
            ("2026-11-23T06:24:32Z", base),
            ("2026-11-23T06:24:32z", base),
            ("2026-11-23t06:24:32Z", base),
            ("2026-11-23 06:24:32Z", base),
            ("2026-11-23T06:24:32.5Z", base + 500),
            ("2026-11-23T06:24:32.123456Z", base + 123.456),
            ("2026-11-23T06:24:32.000000001Z", base),
            ("2026-11-23T06:24:32+00:00", base),
            ("2026-11-23T06:24:32-00:00", base),
            ("2026-11-23T07:24:32+01:00", base),
            ("2026-11-23T07:24:32+0100", base),
            ("2026-11-23T00:54:32-05:30", base),
            ("2026-11-24T05:24:32+23:00", base),
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1000),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("2024-02-29T12:00:00Z", 1_709_208_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
            ("2017-01-01T00:59:60+01:00", 1_483_228_800_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ] as [(String, Milliseconds)])
    func accepts(_ text: String, _ expected: Milliseconds) throws {
        let time = try #require(Timestamp.milliseconds(from: .string(text)))
        #expect(abs(time - expected) < 0.001)
    }

    @Test(
        "what is not a time is none, so that no order is made of it",
        arguments: [
            "", "soon", "2026-11-23", "06:24:32Z", "2026-11-23T06:24:32", "2026-11-23T06:24Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-02-30T00:00:00Z", "2026-04-31T00:00:00Z",
            "1900-02-29T00:00:00Z", "2026-11-00T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T06:60:00Z",
            "2026-11-23T06:24:61Z", "2026-11-23T06:24:32+24:00", "2026-11-23T06:24:32+01:60",
            "2026-11-23T06:24:32+99:99", "2026-11-23T06:24:32.Z", "2026-11-23T06:24:32Z ", " 2026-11-23T06:24:32Z",
            "2026-11-23T06:24:32 CET", "1795415072", "٢٠٢٦-11-23T06:24:32Z", "+002026-11-23T06:24:32Z",
        ])
    func refuses(_ text: String) {
        #expect(Timestamp.milliseconds(from: .string(text)) == nil)
    }

    @Test(
        "a number is told apart by its size",
        arguments: [
            (.integer(1_795_415_072), base),
            (.number(1_795_415_072.25), base + 250),
            (.integer(1_795_415_072_000), base),
            (.integer(1_795_415_072_000_000), base),
            (.integer(1_795_415_072_000_000_000), base),
            (.integer(1), 1000),
            (.integer(99_999_999_999), 99_999_999_999_000),
            (.integer(100_000_000_000), 100_000_000_000),
        ] as [(JSON, Milliseconds)])
    func numbers(_ value: JSON, _ expected: Milliseconds) {
        #expect(Timestamp.milliseconds(from: value) == expected)
    }

    @Test(
        "a number that can be no time is none",
        arguments: [
            .integer(0), .integer(-1_795_415_072), .number(.nan), .number(.infinity), .number(-.infinity),
            .number(1e300), .number(1e20), .null, .bool(true), .array([.integer(1)]), .object([:]),
        ] as [JSON])
    func refusesValues(_ value: JSON) {
        #expect(Timestamp.milliseconds(from: value) == nil)
    }

    @Test("two events two microseconds apart stay two microseconds apart, whatever the unit")
    func microseconds() throws {
        let first = try #require(Timestamp.milliseconds(from: .integer(1_795_415_072_000_000)))
        let second = try #require(Timestamp.milliseconds(from: .integer(1_795_415_072_000_002)))
        #expect(abs((second - first) - 0.002) < 0.0005)
    }
}
