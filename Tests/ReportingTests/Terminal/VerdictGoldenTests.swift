import Reporting
import RunModel
import Testing

/// What is printed of a run, looked at as a whole.
@Suite struct VerdictGoldenTests {
    static let folder = "/home/me/project/Artifacts/20261029T062432Z-upgrade-plan-k3f9x2"

    static let styles: [(title: String, style: TerminalStyle)] = [
        ("60 columns, ASCII", TerminalStyle(width: 60, unicode: false)),
        ("80 columns", TerminalStyle(width: 80)),
        ("120 columns, colours", TerminalStyle(width: 120, color: true)),
        ("no terminal", TerminalStyle()),
    ]

    @Test("the verdict block", arguments: Scene.all.map(\.name))
    func block(_ name: String) throws {
        let scene = try #require(Scene.all.first { $0.name == name }).scene
        let result = try scene.result
        let files = ["journal.jsonl", "report.html", "run.json"]
        let text = Self.styles.map { title, style in
            "===== \(title)\n"
                + VerdictText.block(
                    result, folder: Self.folder, files: files, exitCode: exitCode(result), style: style)
        }
        try expectGolden(text.joined().withVisibleEscapes, "verdict-\(name).txt")
    }

    private func exitCode(_ result: RunResult) -> Int {
        switch result.verdict {
        case .passed: 0
        case .failed: 1
        case .inconclusive: 3
        case .interrupted: 130
        }
    }
}
