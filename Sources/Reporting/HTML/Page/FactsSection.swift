import Convergence
import RunModel

/// What was run, with what, and what it left: a quiet block at the end. When, where and by what ID stands at the top.
struct FactsSection {
    let record: RunRecord

    private var result: RunResult { record.result }

    /// The section.
    var markup: Markup {
        """
        <section class="facts" aria-labelledby="run">
        <h2 id="run">Run</h2>
        <dl>
        \(facts.markup { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>\n" })</dl>
        \(environment)\(files)</section>

        """
    }

    private var facts: [(name: Markup, value: Markup)] {
        var facts: [(name: Markup, value: Markup)] = []
        let start = result.start
        if let start {
            facts.append(("Scenario", "\(start.title) <small>\(start.file)</small>"))
            facts.append(("Run ID", "<code class=\"copyable\">\(start.runID)</code>"))
        }
        facts.append(("Duration", "\(result.duration.elapsedText)\(result.isComplete ? "" : ", broken off")"))
        if let browser = result.browser { facts.append(("Browser’s executable", "\(browser.path)")) }
        if let start { facts.append(("Tool", "\(start.tool) <small>\(start.platform)</small>")) }
        return facts
    }

    private var environment: Markup {
        guard let environment = result.start?.environment, !environment.isEmpty else { return "" }
        let rows = environment.sorted { $0.key < $1.key }.markup {
            "<div><dt><code>\($0)</code></dt><dd>\($1)</dd></div>\n"
        }
        return "<details><summary>Environment</summary><dl>\n\(rows)</dl></details>\n"
    }

    /// Links into the bundle, which work as long as the page stands in it.
    private var files: Markup {
        let named = ["journal.jsonl", "scenario.yaml", "network.har", "trace.zip", "otlp.jsonl", "reproduce.sh"]
        let listed = record.files.filter { $0.path != HTMLReport.fileName && !$0.path.hasPrefix("blobs/") }
            .filter { BundleLink.isSafe($0.path) }
        let sorted = listed.sorted { one, other in
            let places = [one, other].map { named.firstIndex(of: $0.path) ?? named.count }
            return (places[0], one.path) < (places[1], other.path)
        }
        let blobs = record.files.filter { $0.path.hasPrefix("blobs/") }
        var items = sorted.filter { $0.path != RunDocument.fileName }.markup { file in
            "<li><a href=\"\(file.path)\">\(file.path)</a> <small>\(Words.size(file.size))</small></li>"
        }
        // It names this file with its digest, so it is written after it.
        items += "<li><a href=\"\(RunDocument.fileName)\">\(RunDocument.fileName)</a></li>"
        if !blobs.isEmpty {
            let size = blobs.reduce(0) { $0 + $1.size }
            items += "<li><a href=\"blobs/\">blobs/</a> <small>\(blobs.count) files, \(Words.size(size))</small></li>"
        }
        return "<h3>Beside this file</h3>\n<ul class=\"files\">\(items)</ul>\n"
    }
}
