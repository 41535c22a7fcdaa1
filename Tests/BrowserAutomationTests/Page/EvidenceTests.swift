import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("Evidence", .timeLimit(.minutes(3)))
struct EvidenceTests {
    @Test("the document is written with shadow trees and live values, without passwords")
    func snapshot() async throws {
        let html = """
            <p id=p>a &lt; b</p><input id=x><input id=y type=password value=hunter2><input id=z>
            <input type=checkbox id=c><select id=s><option>one<option>two</select><div id=host></div>
            <script>host.attachShadow({ mode: "open" }).innerHTML = "<b>deep</b>"; s.value = "two"; c.checked = true</script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.fill(.css("#x"), with: "typed \"text\"", deadline: TestBrowser.soon)
            try await page.fill(.css("#z"), with: "card 4242", isSecret: true, deadline: TestBrowser.soon)
            let text = try await page.domSnapshot(deadline: TestBrowser.soon)
            #expect(text.hasPrefix("<!DOCTYPE html><html>"))
            #expect(text.contains("a &lt; b"))
            #expect(text.contains("<input id=\"x\" value=\"typed &quot;text&quot;\">"))
            #expect(text.contains("<template shadowrootmode=\"open\"><b>deep</b></template>"))
            #expect(text.contains("<option selected>two</option>"))
            #expect(text.contains("id=\"c\" checked"))
            #expect(!text.contains("hunter2") && !text.contains("4242"))
            let short = try await page.domSnapshot(limit: 100, deadline: TestBrowser.soon)
            #expect(short.count < 400 && short.contains("cut here"))
        }
    }

    @Test("a screenshot is a PNG of the viewport, and masks what is secret without touching the page")
    func screenshot() async throws {
        let html = """
            <input id=x type=password><input id=y><script>
            let mutations = 0;
            new MutationObserver(() => mutations++).observe(document, { subtree: true, childList: true, attributes: true });
            </script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            let plain = try await page.screenshot(deadline: TestBrowser.soon)
            #expect(plain.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
            // Width and height stand big-endian at 16 and 20 of a PNG.
            #expect(Array(plain[16..<24]) == [0, 0, 5, 0, 0, 0, 2, 208])
            try await page.fill(.css("#x"), with: "aaaa", deadline: TestBrowser.soon)
            try await page.fill(.css("#y"), with: "secret", isSecret: true, deadline: TestBrowser.soon)
            try await page.press("Tab", on: nil, deadline: TestBrowser.soon)
            let first = try await page.screenshot(deadline: TestBrowser.soon)
            try await page.fill(.css("#x"), with: "bbbbbbbb", deadline: TestBrowser.soon)
            try await page.fill(.css("#y"), with: "other", isSecret: true, deadline: TestBrowser.soon)
            try await page.press("Tab", on: nil, deadline: TestBrowser.soon)
            let second = try await page.screenshot(deadline: TestBrowser.soon)
            #expect(first == second)
            #expect(first != plain)
            #expect(try await page.evaluate("mutations", deadline: TestBrowser.soon) == "0")
            let color = "getComputedStyle(x).backgroundColor"
            #expect(try await page.evaluate(color, deadline: TestBrowser.soon) != "\"rgb(128, 128, 128)\"")
        }
    }

    /// Width and height of a PNG, which stand big-endian at 16 and 20.
    private func size(_ png: Data) -> [Int] {
        [16, 20].map { start in png[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
    }

    @Test("a picture of an element is as large as its box, wherever it is, and masks what is secret in it")
    func elementScreenshot() async throws {
        let html = """
            <style>body { margin: 0 } div { width: 120px; height: 80px }</style>
            <div id=near style="background: red"></div><div style="height: 3000px"></div>
            <div id=far style="background: red"></div>
            <div id=large style="height: 1500px; background: blue"></div>
            <div id=form><input id=x type=password></div><p id=none hidden>x</p>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            let near = try await page.screenshot(of: .css("#near"), deadline: TestBrowser.soon)
            let far = try await page.screenshot(of: .css("#far"), deadline: TestBrowser.soon)
            #expect(size(near) == [120, 80] && near == far)
            #expect(size(try await page.screenshot(of: .css("#large"), deadline: TestBrowser.soon)) == [120, 1500])
            try await page.fill(.css("#x"), with: "aaaa", deadline: TestBrowser.soon)
            try await page.press("Tab", on: nil, deadline: TestBrowser.soon)
            let first = try await page.screenshot(of: .css("#form"), deadline: TestBrowser.soon)
            try await page.fill(.css("#x"), with: "bbbbbbbb", deadline: TestBrowser.soon)
            try await page.press("Tab", on: nil, deadline: TestBrowser.soon)
            let second = try await page.screenshot(of: .css("#form"), deadline: TestBrowser.soon)
            #expect(size(first) == [120, 80] && first == second)
            let hidden = try await browserError {
                _ = try await page.screenshot(of: .css("#none"), deadline: TestBrowser.brief)
            }
            #expect(hidden?.description.hasPrefix("cannot take a picture of ") == true, "\(String(describing: hidden))")
            #expect(hidden?.description.hasSuffix("is not visible") == true)
            let several = try await browserError {
                _ = try await page.screenshot(of: .css("div"), deadline: TestBrowser.soon)
            }
            guard case .strict? = several else {
                Issue.record("it ended otherwise: \(String(describing: several))")
                return
            }
        }
    }

    @Test("a picture of an element waits for it to come to rest")
    func movingElement() async throws {
        let html = """
            <style>body { margin: 0 } #x { width: 50px; height: 50px; background: green; transition: height 300ms }</style>
            <div id=x></div>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            _ = try await page.evaluate(
                "requestAnimationFrame(() => x.style.height = '200px')", deadline: TestBrowser.soon)
            let begun = "x.getBoundingClientRect().height > 50"
            try await page.waitForEval(begun, deadline: TestBrowser.soon)
            let picture = try await page.screenshot(of: .css("#x"), deadline: TestBrowser.soon)
            #expect(size(picture) == [50, 200])
        }
    }
}
