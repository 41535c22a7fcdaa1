import Foundation
import JSONKit
import Reporting
import Testing

/// What a runner of GitHub Actions takes for a command, and what it must not.
@Suite struct WorkflowCommandTests {
    @Test("a block is closed by the word it was opened with, on lines of their own", arguments: ["text", "text\n"])
    func block(_ text: String) {
        #expect(WorkflowCommand.block(text, token: "t0k") == "::stop-commands::t0k\ntext\n::t0k::\n")
    }

    @Test(
        "a line that could be a command is one no more",
        arguments: [
            ("::error::x", #"\u{3a}:error::x"#), ("  \t::set-output name=a::b", "  \t\\u{3a}:set-output name=a::b"),
            ("a ##[error]x", #"a \u{23}#[error]x"#), ("one\n::warning::two\n", "one\n\\u{3a}:warning::two\n"),
            ("\u{A0}::error::x", "\u{A0}\\u{3a}:error::x"), ("a\r\n::error::x", "a\r\n\\u{3a}:error::x"),
            ("a\r::error::x", "a\r\\u{3a}:error::x"), ("##[\u{301}", "\\u{23}#[\u{301}"),
            ("###[add-mask]x", #"#\u{23}#[add-mask]x"#),
        ])
    func harmless(_ text: String, _ expected: String) {
        #expect(WorkflowCommand.harmless(text) == expected)
    }

    @Test("any other line stays as it is", arguments: ["a::b", "std::vector", "## [x]", "", "\n\n", ": :"])
    func untouched(_ text: String) {
        #expect(WorkflowCommand.harmless(text) == text)
    }

    @Test("JSON says the same in other words")
    func json() throws {
        let value = JSON.object(["text": "\\##[error]x ###[b]", "##[c]": "::d"])
        let text = WorkflowCommand.harmless(json: value.serialized())
        #expect(!text.contains("##["))
        #expect(try JSON(parsing: text) == value)
    }
}
