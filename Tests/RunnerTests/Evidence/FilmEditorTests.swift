import Convergence
import Runner
import Testing

/// Which frames of a film are kept.
@Suite struct FilmEditorTests {
    /// Frames every so often.
    private static func film(
        _ editor: inout FilmEditor<Int>, from start: Milliseconds, every step: Milliseconds, count: Int
    ) -> [Milliseconds] {
        (0..<count).flatMap { editor.take($0, at: start + step * Double($0)) }.map(\.at)
    }

    @Test("of a film that never rests five frames a second are kept, and fewer as it goes on, to the cap")
    func budget() {
        var editor = FilmEditor<Int>()
        let times = Self.film(&editor, from: 0, every: 16, count: 60 * 600)
        #expect(times.count <= FilmEditor<Int>.limit && times == times.sorted())
        #expect(times.count { $0 < 10_000 } >= 40)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 180 })
        #expect(times.count { $0 > 300_000 } >= 10)
        #expect(editor.kept == times.count && editor.leftOut > 10_000)
    }

    @Test("what stays on the screen is kept, however shortly it came after the frame before")
    func rest() {
        var editor = FilmEditor<Int>()
        #expect(editor.take(1, at: 0).map(\.frame) == [1])
        #expect(editor.take(2, at: 20).isEmpty)
        #expect(editor.take(3, at: 40).isEmpty)
        #expect(editor.take(4, at: 5000).map(\.frame) == [3, 4])
        #expect(editor.leftOut == 0, "five frames a second are what a film has")
    }

    @Test("the last frame is kept")
    func last() {
        var editor = FilmEditor<Int>()
        _ = editor.take(1, at: 0)
        _ = editor.take(2, at: 20)
        #expect(editor.finish().map(\.frame) == [2])
        #expect(editor.finish().isEmpty)
    }

    @Test("around a failure all frames are kept, even when the film is at its cap")
    func failure() {
        var editor = FilmEditor<Int>()
        _ = Self.film(&editor, from: 0, every: 200, count: 100_000)
        let start: Milliseconds = 30_000_000
        _ = Self.film(&editor, from: start, every: 200, count: 20)
        let failure = start + 20 * 200
        let before = editor.fail(at: failure).map(\.at)
        #expect(before.count >= FilmEditor<Int>.before && before == before.sorted())
        #expect(before.last == failure - 200)
        let after = Self.film(&editor, from: failure, every: 200, count: 10)
        #expect(after.count == 10)
        #expect(editor.kept <= FilmEditor<Int>.limit)
    }
}
