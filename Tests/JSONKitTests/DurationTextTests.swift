import JSONKit
import Testing

@Suite("Durations")
struct DurationTextTests {
    @Test(
        "numbers with units are read",
        arguments: [
            ("250ms", .milliseconds(250)), ("5s", .seconds(5)), ("2m", .seconds(120)), ("1h", .seconds(3600)),
            ("1m30s", .seconds(90)), ("1m 05s", .seconds(65)), ("1h02m03s004ms", .milliseconds(3_723_004)),
            ("1.5s", .milliseconds(1500)), ("0.25ms", .microseconds(250)), ("0s", .zero), (" 5s ", .seconds(5)),
            ("8760h", DurationText.longest),
        ] as [(String, Duration)]
    )
    func parse(text: String, duration: Duration) throws {
        #expect(try DurationText.parse(text) == duration)
    }

    @Test(
        "a number without a unit, or with another, is an error that says what was probably meant",
        arguments: [
            ("60", "60s"), ("5000", "5000ms"), ("1000", "1000ms"), ("999", "999s"), ("1.5", "1.5s"), ("5 s", nil),
            ("5sec", "5s"), ("2 minutes", nil), ("2minutes", "2m"), ("10S", "10s"), ("3hrs", "3h"), ("1:30", "1m30s"),
            ("1:02:03", "1h2m3s"), ("250msec", "250ms"),
        ] as [(String, String?)]
    )
    func suggestions(text: String, suggestion: String?) throws {
        let error = try #require(throws: DurationError.self) { try DurationText.parse(text) }
        #expect(error.suggestion == suggestion)
        if let suggestion {
            #expect(error.remedy.contains(suggestion))
            #expect(throws: Never.self) { try DurationText.parse(suggestion) }
        }
    }

    @Test(
        "what is no duration is an error with a remedy",
        arguments: [
            "", " ", "s", "-5s", "- 5s", "5s-", "1s1m", "1s1s", "5x", "1d", ".5s", "5.s", "1.2.3s", "1,5s", "5s 3",
            "1e3s", "99999999h", "8761h", String(repeating: "9", count: 400) + "s", "٣s", "five", "1:xx", ":", "1m:30s",
            "∞s", "0x10s", "\u{0}",
        ]
    )
    func refusals(text: String) throws {
        let error = try #require(throws: DurationError.self) { try DurationText.parse(text) }
        #expect(!error.message.isEmpty && !error.remedy.isEmpty)
        #expect(error.description == "\(error.message); \(error.remedy)")
    }

    @Test(
        "a duration is written short",
        arguments: [
            (.zero, "0ms"), (.milliseconds(840), "840ms"), (.microseconds(400), "0.4ms"), (.nanoseconds(1), "0.1ms"),
            (.microseconds(1_600), "2ms"), (.microseconds(999_600), "1s"), (.milliseconds(2_100), "2.1s"),
            (.seconds(2), "2s"), (.milliseconds(59_940), "59.9s"), (.milliseconds(59_960), "1m"), (.seconds(60), "1m"),
            (.seconds(65), "1m 05s"), (.milliseconds(119_600), "2m"), (.seconds(3600), "1h"),
            (.seconds(3_720), "1h 02m"),
            (.seconds(-65), "-1m 05s"), (DurationText.longest, "8760h"),
        ] as [(Duration, String)]
    )
    func format(duration: Duration, text: String) {
        #expect(DurationText.format(duration) == text)
    }

    @Test("random texts are read or refused, and what was read is written as something that reads")
    func fuzz() throws {
        var generator = SeededGenerator(seed: 3)
        var read = 0
        for _ in 0..<3_000 {
            let text = generator.text(of: ["1", "0", "60", ".", "ms", "s", "m", "h", " ", "-", ":", "é"], upTo: 6)
            guard let duration = try? DurationText.parse(text) else { continue }
            read += 1
            #expect(throws: Never.self, "\(text)") { try DurationText.parse(DurationText.format(duration)) }
        }
        #expect(read > 50)
    }
}
