import Foundation
package import RunModel

/// `report.html`: a run to look at. One file that needs nothing beside it, no network and no server.
///
/// What has to be read in any case (verdict, answers, chain, stages, steps) is written out here; the time axis is made
/// by the script out of the data that stands at the end.
package enum HTMLReport {
    /// The name of the file in a bundle.
    package static let fileName = "report.html"

    /// Makes the report.
    ///
    /// - Parameter record: The run.
    /// - Returns: The file; equal records make equal files.
    package static func file(_ record: RunRecord) -> ReportFile {
        ReportFile(path: fileName, contents: Array(page(record).html.utf8))
    }

    private static func page(_ record: RunRecord) -> Markup {
        let result = record.result
        let chain = ChainSection(result)
        let style = Assets.style + chain.style
        let pictures = Pictures(record)
        let steps = StepsSection(result: result)
        return """
            <!doctype html>
            <html lang="en" class="\(result.verdict.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(raw: policy(style: style))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>\(Headline(result: result).title)</title>
            <link rel="icon" href="\(raw: Favicon.source(result.verdict))">
            <style>\(raw: style)</style>
            </head>
            <body>
            <a class="skip" href="#verdict">To the verdict</a>
            \(bar(result))
            <main>
            \(VerdictSection(result: result).markup)\(chain.markup)\
            <div class="first">
            \(AnswersSection(result: result).markup)\(PictureSection(record: record, source: pictures.failure).markup)</div>
            \(steps.failures)\(axis)\(StageSection(result: result).markup)\(steps.table)\
            \(EvidenceSection(result: result).markup)\(FactsSection(record: record).markup)</main>
            <script type="application/json" id="data">\(raw: RunData(record, pictures: pictures).island)</script>
            <script>\(raw: Assets.script)</script>
            </body>
            </html>

            """
    }

    /// Nothing may be loaded, and nothing run but the one script and the one style of this file.
    private static func policy(style: String) -> String {
        [
            "default-src 'none'", "img-src data:", "style-src \(Assets.source(style))",
            "script-src \(Assets.source(Assets.script))", "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
    }

    private static func bar(_ result: RunResult) -> Markup {
        """
        <header class="bar">
        <span class="tool">endstate</span>
        <span class="scenario">\(result.start?.title ?? "run")</span>
        <nav aria-label="On this page"><a href="#axis" class="scripted" hidden>Time axis</a>\
        \(result.plan == nil ? "" : "<a href=\"#stages\">Stages</a>" as Markup)\
        \(result.steps.isEmpty ? "" : "<a href=\"#steps\">Steps</a>" as Markup)<a href="#run">Run</a></nav>
        <button type="button" class="quiet scripted" id="theme" hidden>Dark</button>
        </header>
        """
    }

    /// Where the script puts the axis.
    private static let axis: Markup = """
        <section class="axis scripted" aria-labelledby="axis" hidden>
        <div id="evidence"></div>
        </section>
        <noscript><p class="note">The time axis needs JavaScript. What it shows stands below in tables, and whole in \
        <a href="journal.jsonl">journal.jsonl</a>.</p></noscript>

        """
}

/// The picture beside the window's title.
private enum Favicon {
    static func source(_ verdict: Verdict) -> String {
        let (color, path) =
            switch verdict {
            case .passed: ("0f766e", "M4.5 8.3l2.4 2.4 4.6-5")
            case .failed: ("c2272d", "M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6")
            case .inconclusive, .interrupted: ("a16207", "M8 4.5v4.4m0 2.3v.1")
            }
        return
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' "
            + "r='8' fill='%23\(color)'/%3E%3Cpath d='\(path)' fill='none' stroke='white' stroke-width='2' "
            + "stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E"
    }
}
