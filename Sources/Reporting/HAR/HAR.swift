import Convergence
import Foundation
import JSONKit
import RunModel

/// `network.har`: the exchanges of the browser as an HTTP archive (HAR 1.2), which browsers' own tools open.
///
/// What has no place in the format stands in members that begin with an underscore, by the names that Chromium's
/// developer tools read; `_correlation` is our own.
struct HAR {
    /// The name of the file in a bundle.
    static let fileName = "network.har"

    private let record: RunRecord
    private let log: NetworkLog
    private let exchanges: [Exchange]

    /// Folds a run.
    ///
    /// - Parameter record: The run.
    init(_ record: RunRecord) {
        self.record = record
        log = NetworkLog(record.events)
        exchanges = log.exchanges.filter(\.isRemote)
    }

    /// The archive as a file of the bundle; `nil` when the run made no request, or only the essential of it is kept.
    var reportFile: ReportFile? {
        guard record.isKeptWhole, !exchanges.isEmpty else { return nil }
        return ReportFile(path: Self.fileName, contents: Array((json.serialized(pretty: true) + "\n").utf8))
    }

    /// The archive. Equal runs give equal archives.
    var json: JSON {
        let entries = exchanges.map { HAREntry(exchange: $0, clock: log.clock, blob: record.blob) }
        let sorted = entries.enumerated().sorted { ($0.element.started, $0.offset) < ($1.element.started, $1.offset) }
        var members: [String: JSON] = [
            "version": "1.2",
            "creator": Self.product(record.result.start?.tool ?? "endstate", separator: " "),
            "pages": .array(log.pages.indices.map(page)),
            "entries": .array(sorted.map(\.element.json)),
        ]
        if let browser = record.result.browser { members["browser"] = Self.product(browser.version, separator: "/") }
        if let start = record.result.start { members["comment"] = .string("\(start.title), run \(start.runID)") }
        return ["log": .object(members)]
    }

    /// Name and version of a program, from one text.
    private static func product(_ text: String, separator: Character) -> JSON {
        let parts = text.split(separator: separator, maxSplits: 1).map { JSON.string(String($0)) }
        return ["name": parts.first ?? "", "version": parts.count > 1 ? parts[1] : ""]
    }

    /// The name that entries call a page by.
    static func pageID(_ place: Int) -> String { "page_\(place + 1)" }

    private func page(_ place: Int) -> JSON {
        let page = log.pages[place]
        let sent = log.exchanges.first { $0.page == place }?.sentAt ?? 0
        func number(_ time: Milliseconds?) -> JSON { .number(time?.rounded3 ?? -1) }
        return [
            "id": .string(Self.pageID(place)),
            "title": .string(page.url),
            "startedDateTime": .string(HARText.date(log.clock.wall(page.started, at: sent))),
            "pageTimings": ["onContentLoad": number(page.contentLoaded), "onLoad": number(page.loaded)],
        ]
    }
}
