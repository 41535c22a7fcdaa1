import JSONKit
import RunModel

/// When and where the run was, and by what it is found in the logs: one quiet line below the verdict.
struct OriginLine {
    let result: RunResult

    /// The line.
    var markup: Markup {
        guard let start = result.start else { return "" }
        var items: [Markup] = ["\(Words.stamp(start.wallClock))"]
        items += addresses(start).map { name, address in
            "\(name) <code>\(Words.cut(address.publicAddress, Self.longestAddress))</code>"
        }
        if let browser = result.browser { items.append("\(browser.version)") }
        if let correlation = start.correlationID {
            items.append("Correlation ID <code class=\"copyable\">\(correlation)</code>")
        }
        return "<ul class=\"origin\" aria-label=\"When and where\">\(items.markup { "<li>\($0)</li>" })</ul>\n"
    }

    /// The addresses among what the scenario needs: they say which system it was. All of it stands at the end.
    private func addresses(_ start: RunStarted) -> [(key: String, value: String)] {
        let all = start.environment.filter { $0.value.hasPrefix("http://") || $0.value.hasPrefix("https://") }
        return Array(all.sorted { $0.key < $1.key }.prefix(Self.mostAddresses))
    }

    private static let mostAddresses = 3
    private static let longestAddress = 80
}
