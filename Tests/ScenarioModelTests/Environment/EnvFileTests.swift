import Foundation
import ScenarioModel
import Testing

@Suite("Env files")
struct EnvFileTests {
    @Test(
        "every form of a value",
        arguments: [
            ("A=b", "b"), ("A = b ", "b"), ("export A=b", "b"), ("A=", ""), ("A=b c", "b c"), ("A=b # c", "b"),
            ("A=b#c", "b#c"), ("A=# c", ""), ("A='b # \\n $x'", "b # \\n $x"),
            ("A=\"b\\tc\\n\\\"d\\\" \\$e \\q\"", "b\tc\n\"d\" $e \\q"),
            ("A=\"b\" # c", "b"), ("A=\"b\nc\"", "b\nc"), ("A='b\n\n'", "b\n\n"), ("A=b=c", "b=c"), ("A=é", "é"),
        ])
    func values(_ text: String, _ value: String) {
        let (file, diagnostics) = EnvFile.parse("# first\n\n" + text + "\nZ=1\n", path: "x.env")
        #expect(diagnostics.isEmpty)
        #expect(file.values == ["A": value, "Z": "1"])
    }

    @Test(
        "what is wrong is said at its place, and the other lines are read",
        arguments: [
            ("«A", "this line has no `=`"), ("«A-B=c", "`A-B` cannot be the name of a variable"),
            ("«=c", "`` cannot be the name of a variable"), ("«Z=2", "`Z` is set twice"),
            ("A=«\"b", "the quote is not closed"), ("A=\"b\"«c", "something follows the closing quote"),
        ])
    func faults(_ marked: String, _ title: String) {
        let example = Marked("Z=1\n" + marked + "\n")
        let (file, diagnostics) = EnvFile.parse(example.text, path: "x.env")
        #expect(diagnostics.map(\.title) == [title])
        let places = diagnostics.compactMap(\.span).map { "\($0.line):\($0.column)" }
        #expect(places == example.places)
        #expect(file.values["Z"] != nil)
    }

    @Test("a diagnostic never shows the value")
    func noValue() {
        let (_, diagnostics) = EnvFile.parse("PW hunter22\nA B=hunter22\nC=\"hunter22\n", path: "x.env")
        #expect(diagnostics.count == 3)
        let shown = diagnostics.map { $0.rendered(source: nil, color: false) }.joined()
        #expect(!shown.contains("hunter22"))
    }

    @Test("a file that is not there, that is none, that is no text")
    func files() throws {
        #expect(EnvFile.load("/nowhere/x.env").diagnostics.map(\.code) == [.fileNotFound])
        #expect(EnvFile.load("/dev").diagnostics.map(\.code) == [.fileUnreadable])
        try withFolder(["a.env": "A=b\r\nC=d\r\n"]) { folder in
            let path = "\(folder)/a.env"
            #expect(EnvFile.load(path).file?.values == ["A": "b", "C": "d"])
            try Data([0x41, 0x3D, 0xFF]).write(to: URL(fileURLWithPath: path))
            #expect(EnvFile.load(path).diagnostics.map(\.code) == [.notUTF8])
        }
    }
}
