import BrowserAutomation
import Foundation
import TestSupport
import Testing

/// The film of a page, and what must not be on it.
@Suite("Film", .timeLimit(.minutes(3)))
struct FilmTests {
    private static func frames(_ log: EventLog) -> [FilmFrame] {
        log.all { if case .film(let frame) = $0 { frame } else { nil } }
    }

    /// Waits for a frame that came on the screen after a moment, in milliseconds since 1970 by the page's clock.
    private static func frame(_ log: EventLog, after time: String) async throws -> FilmFrame {
        let time = try #require(Double(time))
        return try await log.first { event -> FilmFrame? in
            if case .film(let frame) = event, frame.wallTime * 1000 >= time { frame } else { nil }
        }
    }

    @Test("shows a page from its first moment on, and every change of it, in small JPEG pictures")
    func changes() async throws {
        try await TestBrowser.withHTML("<h1>one</h1>", { $0.film = FilmPolicy() }) { page, log in
            let change = "document.body.style.background = 'COLOR'; Date.now()"
            for color in ["red", "green", "blue"] {
                let time = try await page.evaluate(
                    change.replacing("COLOR", with: color), deadline: TestBrowser.soon)
                let frame = try await Self.frame(log, after: time)
                #expect(frame.target == page.id && frame.width == 1280 && frame.height == 720)
                #expect(frame.data.prefix(3) == Data([0xFF, 0xD8, 0xFF]))
                let size = try #require(JPEG.size(frame.data))
                #expect(size.width == 640 && size.height == 360)
            }
            let times = Self.frames(log).map(\.wallTime)
            #expect(times == times.sorted())
        }
    }

    @Test("no further frame is sent before the film's interval is over, however much the page changes")
    func pace() async throws {
        var policy = FilmPolicy()
        policy.interval = .seconds(3600)
        let configure = { [policy] (options: inout ContextOptions) in options.film = policy }
        try await TestBrowser.withHTML("<p id=p>text", configure) { page, log in
            for number in 0..<20 {
                let painted = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
                _ = try await page.evaluate("p.textContent = \(number); \(painted)", deadline: TestBrowser.soon)
            }
            #expect((1...3).contains(Self.frames(log).count))
        }
    }

    @Test("beside other contexts shows every change that stays, and the same picture once")
    func sharing() async throws {
        var policy = FilmPolicy()
        policy.interval = .milliseconds(20)
        let log = EventLog()
        let configure = { [policy] (options: inout ContextOptions, number: Int) in
            guard number == 0 else { return }
            options.film = policy
            options.onEvent = { log.add($0) }
        }
        try await TestBrowser.withPages(2, configure) { pages in
            for color in ["red", "green", "blue"] {
                let change = "document.body.style.background = '\(color)'; Date.now()"
                let time = try await pages[0].evaluate(change, deadline: TestBrowser.soon)
                _ = try await Self.frame(log, after: time)
            }
        }
        let pictures = Self.frames(log).map(\.data)
        #expect(zip(pictures, pictures.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test("dots of a password field are filmed; a secret that any other field shows never is")
    func secrets() async throws {
        let html = "<input id=dots type=password><input id=plain><input id=keys><p id=p>text"
        try await TestBrowser.withHTML(html, { $0.film = FilmPolicy() }) { page, log in
            func now() async throws -> String { try await page.evaluate("Date.now()", deadline: TestBrowser.soon) }
            func change(_ script: String) async throws -> String {
                try await page.evaluate("\(script); p.append(' more'); Date.now()", deadline: TestBrowser.soon)
            }
            try await page.fill(.css("#dots"), with: "hunter2-hunter2", isSecret: true, deadline: TestBrowser.soon)
            _ = try await Self.frame(log, after: try await change("0"))

            var hidden: [(from: Double, to: Double)] = []
            for field in ["plain", "keys"] {
                let from = try await now()
                if field == "plain" {
                    try await page.fill(
                        .css("#plain"), with: "hunter2-hunter2", isSecret: true, deadline: TestBrowser.soon)
                } else {
                    try await page.type(
                        "hunter2-hunter2", into: .css("#keys"), isSecret: true, deadline: TestBrowser.soon)
                }
                _ = try await change("0")
                let to = try await change("\(field).remove()")
                hidden.append((try #require(Double(from)), try #require(Double(to))))
                _ = try await Self.frame(log, after: to)
            }
            // A page may show what is in its password field.
            let from = try await change("0")
            _ = try await change("dots.type = 'text'")
            let to = try await change("dots.type = 'password'")
            hidden.append((try #require(Double(from)), try #require(Double(to))))
            _ = try await Self.frame(log, after: try await change("0"))

            for frame in Self.frames(log) {
                let time = frame.wallTime * 1000
                for (from, to) in hidden { #expect(time <= from + 1 || time >= to - 1, "\(time) in \(from)...\(to)") }
            }
        }
    }

    @Test("what a document showed stays hidden until the next one is painted")
    func navigation() async throws {
        let server = try FixtureServer(pages: [
            "/": "<input id=plain>", "/next": "<title>next</title><h1>next</h1>",
        ])
        defer { server.stop() }
        try await TestBrowser.withPage({ $0.film = FilmPolicy() }) { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let from = try await page.evaluate("Date.now()", deadline: TestBrowser.soon)
            try await page.fill(.css("#plain"), with: "hunter2-hunter2", isSecret: true, deadline: TestBrowser.soon)
            try await page.goto(server.url("/next"), deadline: TestBrowser.soon)
            let painted = try await page.evaluate(
                """
                new Promise((done) => new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) done(performance.timeOrigin + entry.startTime);
                }).observe({ type: 'paint', buffered: true }))
                """, deadline: TestBrowser.soon)
            let frame = try await Self.frame(log, after: painted)
            #expect(!frame.data.isEmpty)
            let (start, end) = (try #require(Double(from)), try #require(Double(painted)))
            for frame in Self.frames(log) {
                #expect(frame.wallTime * 1000 <= start + 1 || frame.wallTime * 1000 >= end - 20)
            }
        }
    }

    @Test("ends for good, and without a policy never begins")
    func end() async throws {
        try await TestBrowser.withHTML("<p id=p>text", { $0.film = FilmPolicy() }) { page, log in
            _ = try await log.first { event -> Bool? in if case .film = event { true } else { nil } }
            await page.browserContext.endFilm()
            let count = Self.frames(log).count
            _ = try await page.evaluate("p.textContent = 'more'", deadline: TestBrowser.soon)
            _ = try await page.screenshot(deadline: TestBrowser.soon)
            #expect(Self.frames(log).count == count)
        }
        try await TestBrowser.withHTML("<p>text") { page, log in
            _ = try await page.screenshot(deadline: TestBrowser.soon)
            #expect(Self.frames(log).isEmpty)
        }
    }
}

/// What a JPEG picture says of itself.
enum JPEG {
    /// Width and height, from its frame header (ITU T.81, B.2.2).
    static func size(_ data: Data) -> (width: Int, height: Int)? {
        let bytes = [UInt8](data)
        var position = 2
        while position + 9 < bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            if (0xC0...0xC2).contains(marker) {
                return (
                    Int(bytes[position + 7]) << 8 | Int(bytes[position + 8]),
                    Int(bytes[position + 5]) << 8 | Int(bytes[position + 6])
                )
            }
            position += 2 + length
        }
        return nil
    }
}
