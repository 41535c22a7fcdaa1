import Reporting
import Testing

/// What the environment says of a terminal.
@Suite struct TerminalStyleTests {
    private func style(_ isTTY: Bool, columns: Int? = 100, _ environment: [String: String] = [:]) -> TerminalStyle {
        TerminalStyle(isTTY: isTTY, columns: columns, environment: ["LANG": "C.UTF-8"].merging(environment) { $1 })
    }

    @Test("a terminal has colours, a width and a live line; a file has none of them")
    func streams() {
        #expect(style(true) == TerminalStyle(width: 100, color: true, unicode: true, live: true))
        #expect(style(false) == TerminalStyle(width: nil, color: false, unicode: true, live: false))
    }

    @Test("NO_COLOR refuses, CLICOLOR_FORCE asks for colours; empty values say nothing")
    func colours() {
        #expect(!style(true, ["NO_COLOR": "1"]).color)
        #expect(style(true, ["NO_COLOR": ""]).color)
        #expect(style(false, ["CLICOLOR_FORCE": "1"]).color)
        #expect(!style(false, ["CLICOLOR_FORCE": "0"]).color)
        #expect(!style(false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]).color)
    }

    @Test("a dumb terminal gets lines without colours that are not drawn again")
    func dumb() {
        let dumb = style(true, ["TERM": "dumb"])
        #expect(!dumb.color && !dumb.live && dumb.width == 100)
    }

    @Test(
        "symbols follow the locale, LC_ALL before LC_CTYPE before LANG",
        arguments: [
            (["LANG": "de_DE.UTF-8"], true), (["LANG": "de_DE.utf8"], true), (["LANG": "C"], false),
            (["LANG": "de_DE.UTF-8", "LC_ALL": "C"], false), (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true),
            (["LANG": "de_DE.UTF-8", "LC_ALL": ""], true), (["LANG": ""], false),
        ])
    func locales(_ environment: [String: String], _ unicode: Bool) {
        #expect(style(true, environment).unicode == unicode)
    }

    @Test("an unknown width is taken from COLUMNS, else it is 80")
    func widths() {
        #expect(style(true, columns: nil, ["COLUMNS": "132"]).width == 132)
        #expect(style(true, columns: nil).width == 80)
        #expect(style(true, columns: 0, ["COLUMNS": "-3"]).width == 80)
    }
}
