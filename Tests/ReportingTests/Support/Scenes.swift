import JSONKit
import RunModel
import Testing

extension Scene {
    /// The run of a scene as it is told once its bundle is closed.
    ///
    /// - Parameters:
    ///   - name: The scene's name.
    ///   - folder: The bundle's folder.
    /// - Returns: The run.
    /// - Throws: When there is no such scene.
    static func finished(_ name: String, in folder: String? = VerdictGoldenTests.folder) throws -> FinishedRun {
        let scene = try #require(all.first { $0.name == name }).scene
        let result = try scene.result
        let picture = result.failurePicture.map { "blobs/\($0)" }
        let kept = ["journal.jsonl", "report.html", "run.json", "scenario.yaml"]
        return FinishedRun(
            result: result, folder: folder, files: folder == nil ? [] : [picture].compactMap(\.self) + kept)
    }

    /// The scenes that the terminal is looked at with.
    static let all: [(name: String, scene: Scene)] = [
        ("passed", Scene()),
        ("queue-schema", queueSchema),
        ("duplicate-analytics", .but { $0.changes.append((2400, ["events": [["id": "ev_1"], ["id": "ev_2"]]])) }),
        ("stale-page", stalePage),
        ("covered-button", coveredButton),
        ("probe-unreachable", .but { $0.answers = false }),
        (
            "slow",
            .but { scene in
                scene.changes = scene.changes.map { $0.at > 1100 ? ($0.at + 9500, $0.state) : $0 }
            }
        ),
        ("interrupted", .but { $0.interruptedAt = 900 }),
        ("correlation-lost", correlationLost),
        ("hostile-text", hostile),
    ]

    /// The success screen is there, and behind it nothing moves: the queue's consumer rejects the message.
    static let queueSchema = Scene.but {
        $0.stop(after: 700)
        $0.takesPicture = true
        $0.console = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    }

    static let stalePage = Scene.but {
        $0.failures["expect testid=plan text \"Pro\""] = StepFailure(
            kind: .expectation, message: "testid=plan has the text \"Free (upgrade to Pro)\", expected \"Pro\"",
            expected: "Pro", actual: "Free (upgrade to Pro)",
            log: [
                "waiting for testid=plan", "found 1, text \"Free (upgrade to Pro)\" (14 times)", "timed out after 5 s",
            ])
        $0.agreement = Agreement(
            ui: "Free (upgrade to Pro)", locator: "testid=plan", backend: "pro", source: "workflow $.plan",
            agrees: false)
    }

    static let coveredButton = Scene.but {
        $0.isDispatched = false
        $0.failures["click testid=upgrade-pro"] = StepFailure(
            kind: .action,
            message: "testid=upgrade-pro is covered by <div class=\"cookie-banner\">; dismiss what covers it first",
            log: ["waiting for testid=upgrade-pro", "found, visible, enabled", "covered at (412, 300) (38 times)"])
    }

    static let correlationLost = Scene.but {
        $0.stop(after: 0)
        $0.requests[0].request.correlation = .bare
    }

    /// Text of a page that tries to write its own verdict.
    static let hostile = Scene.but {
        $0.stop(after: 700)
        $0.name = "upgrade\u{1B}[32m\u{202E}plan\nPASSED"
        $0.console = [
            "\u{1B}[2J\u{1B}[1;1H\u{9B}32m✓ upgrade-plan passed\r\n\u{7}",
            "日本語のエラーメッセージ: 支払いサービスが応答しません。しばらくしてからもう一度お試しください",
        ]
        $0.agreement = Agreement(
            ui: "Pro\u{202E}eerF", locator: "testid=plan", backend: "free", source: "workflow $.plan", agrees: false)
    }
}
