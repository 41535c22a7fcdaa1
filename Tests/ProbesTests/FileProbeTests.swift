import Convergence
import Foundation
import JSONKit
import Probes
import TestSupport
import Testing

/// Files as probes.
@Suite(.timeLimit(.minutes(5)))
struct FileProbeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, as name: String) throws { try write(Data(text.utf8), as: name) }

    private func write(_ data: Data, as name: String) throws {
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    private func link(_ name: String, to target: String) throws {
        let path = folder.url.appending(path: name).path()
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    /// Looks at files below the folder.
    private func look(
        _ glob: String, containing: String? = nil, stage: String = "match: { count: 1 }",
        within deadline: Duration = .seconds(3600)
    ) async throws -> ProbeAnswer {
        let filter = containing.map { ", containing: \"\($0)\"" } ?? ""
        let folder = folder.url.path(percentEncoded: false)
        return try await ask(
            "{ file: { glob: \"${env.FOLDER}\(glob)\"\(filter) } }",
            env: ["FOLDER": folder.hasSuffix("/") ? folder : folder + "/"], stage: stage, within: deadline)
    }

    /// The names of the files that a glob finds.
    private func names(_ glob: String, containing: String? = nil) async throws -> [String] {
        let answer = try await look(glob, containing: containing)
        #expect(answer.outcome == .answered, "\(answer.detail ?? "")")
        let files = answer.value?["files"]?.arrayValue ?? []
        #expect(answer.value?["count"]?.intValue == files.count)
        return files.compactMap { $0["name"]?.stringValue }
    }

    @Test("A file is told by its name, size, digest and text, and the answer is kept as it is told")
    func file() async throws {
        try write("abc", as: "out/a.csv")
        let answer = try await look("out/*.csv")
        #expect(answer.outcome == .answered)
        #expect(
            answer.value == [
                "count": 1,
                "files": [
                    [
                        "name": "a.csv", "size": 3, "text": "abc",
                        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                    ]
                ],
            ])
        #expect(try JSON(parsing: answer.body) == answer.value)
    }

    @Test("Files that match stand in the order of their names, without those that are hidden")
    func matching() async throws {
        for name in ["b.csv", "a.csv", "a.txt", "c/a.csv", "c/d/e.csv", ".hidden.csv", ".git/f.csv", "a{1}.csv"] {
            try write(name, as: "out/\(name)")
        }
        #expect(try await names("out/*.csv") == ["a.csv", "a{1}.csv", "b.csv"])
        #expect(try await names("out/?.csv") == ["a.csv", "b.csv"])
        #expect(try await names("out/a.*") == ["a.csv", "a.txt"])
        #expect(try await names("out/{b,a}.{csv,txt}") == ["a.csv", "a.txt", "b.csv"])
        #expect(try await names("out/*/*.csv") == ["c/a.csv"])
        #expect(try await names("out/**/*.csv") == ["a.csv", "a{1}.csv", "b.csv", "c/a.csv", "c/d/e.csv"])
        #expect(try await names("out/**/d/*") == ["c/d/e.csv"])
        #expect(try await names("out/c/**") == ["a.csv", "d/e.csv"])
        #expect(try await names("out/.*.csv") == [".hidden.csv"])
        #expect(try await names("out/a.csv") == ["a.csv"])
        #expect(try await names("out/{c/a,b}.csv") == ["b.csv", "c/a.csv"])
        #expect(try await names("out/a{1}.csv") == [])
        #expect(try await names("out/c") == [], "a folder is no file")
    }

    @Test("What a variable stands for is text, also where it looks like a pattern")
    func variables() async throws {
        try write("1", as: "out/*.csv")
        try write("2", as: "out/b.csv")
        let folder = folder.url.path(percentEncoded: false)
        let answer = try await ask(
            "{ file: { glob: \"${env.FOLDER}/out/${env.NAME}.csv\" } }", env: ["FOLDER": folder, "NAME": "*"])
        #expect(answer.value?["files"]?[0]?["text"] == "1" && answer.value?["count"] == 1)
        let missing = try await ask(
            "{ file: { glob: \"${env.FOLDER}/x\" } }", env: ["FOLDER": folder], forget: ["FOLDER"])
        #expect(missing.outcome == .rejected)
    }

    @Test("Only files with the text are there, wherever in them it is")
    func containing() async throws {
        let long = String(repeating: "x", count: 1 << 18)
        try write("order r1 paid", as: "a.csv")
        try write("order r2 paid", as: "b.csv")
        try write("\(long.dropLast(4))order r1\(long)", as: "c.csv")
        try write("", as: "d.csv")
        #expect(try await names("*.csv", containing: "order ${run.id}") == ["a.csv", "c.csv"])
        #expect(try await names("*.csv", containing: "nobody") == [])
        #expect(try await names("*.csv") == ["a.csv", "b.csv", "c.csv", "d.csv"])
    }

    @Test("A folder that is not there yet holds no file")
    func missingFolder() async throws {
        #expect(try await names("nowhere/**/*.csv") == [])
        try write("a", as: "file")
        #expect(try await names("file/*.csv") == [])
    }

    @Test("A link to a file below the folder is followed, and no other")
    func links() async throws {
        try write("inside", as: "out/data/a.csv")
        try write("outside", as: "b.csv")
        try link("out/inside.csv", to: "data/a.csv")
        try link("out/outside.csv", to: "../b.csv")
        try link("out/system.csv", to: "/etc/hostname")
        try link("out/gone.csv", to: "nowhere.csv")
        try link("out/folder.csv", to: "data")
        try link("out/up", to: "..")
        #expect(try await names("out/*.csv") == ["inside.csv"])
        #expect(try await names("out/**/*.csv") == ["data/a.csv", "inside.csv"])
        try link("linked", to: "out")
        #expect(try await names("linked/*.csv") == ["inside.csv"], "the folder itself may be a link")
    }

    @Test("What is no UTF-8 has no text, and says so")
    func binary() async throws {
        try write(Data([0x61, 0xFF, 0x62]), as: "a.bin")
        let file = try #require(try await look("*.bin").value?["files"]?[0])
        #expect(file["size"] == 3 && file["text"] == nil)
        #expect(file["note"] == "no text: the file is not UTF-8")
    }

    @Test("More text than a mebibyte is left out, and said; its size and digest are there all the same")
    func big() async throws {
        try write(String(repeating: "a", count: 1 << 20), as: "a.txt")
        try write("b", as: "b.txt")
        try write(String(repeating: "c", count: (1 << 20) + 1), as: "c.txt")
        let files = try #require(try await look("*.txt").value?["files"]?.arrayValue)
        #expect(files.map { $0["text"]?.stringValue?.utf8.count } == [1 << 20, nil, nil])
        #expect(files.map { $0["size"]?.intValue } == [1 << 20, 1, (1 << 20) + 1])
        #expect(files[1]["note"] == "no text: the files have more than 1048576 bytes together")
        #expect(files.allSatisfy { $0["sha256"]?.stringValue?.count == 64 })
    }

    /// A stage that looks at texts.
    private static let paid = "path: \"$.files[*].text\", match: { contains: paid }"

    @Test("Who reads texts gets no answer where one does not fit, and is told what to do")
    func textThatDoesNotFit() async throws {
        try write(String(repeating: "a", count: 1 << 20), as: "a.txt")
        try write("b paid", as: "b.txt")
        let answer = try await look("*.txt", stage: Self.paid)
        #expect(answer.outcome == .transient && answer.value == nil)
        #expect(
            answer.detail == "the text of b.txt cannot be looked at: the files have more than 1048576 bytes together; "
                + "write a narrower glob, or containing")
        let narrower = try await look("*.txt", containing: "paid", stage: Self.paid)
        #expect(narrower.outcome == .answered)
        #expect(narrower.value?["files"]?[0]?["text"] == "b paid")
        try write("paid\n" + String(repeating: "c", count: 1 << 20), as: "c.txt")
        let crowded = try await look("*.txt", containing: "paid", stage: Self.paid)
        #expect(crowded.outcome == .transient)
        #expect(crowded.detail?.hasSuffix("; write a narrower glob") == true)
    }

    @Test("Who reads texts gets no answer where a file has none")
    func textThatIsNone() async throws {
        try write("a paid", as: "a.txt")
        try write(Data([0x70, 0x61, 0x69, 0x64, 0xC3]), as: "b.txt")
        let answer = try await look("*.txt", stage: Self.paid)
        #expect(answer.outcome == .transient && answer.value == nil)
        #expect(
            answer.detail == "the text of b.txt cannot be looked at: the file is not UTF-8; write a narrower glob")
        // Half of a character is often half of a write.
        try write(Data([0x70, 0x61, 0x69, 0x64, 0xC3, 0xA4]), as: "b.txt")
        #expect(try await look("*.txt", stage: Self.paid).outcome == .answered)
    }

    @Test(
        "Who looks at no text goes on with files of any size and kind",
        arguments: [
            "match: { count: 3 }", "path: \"$.files[*].size\", match: { gt: 0 }",
            "path: \"$.files[?@.name == 'c.bin'].sha256\", match: abc",
        ])
    func factsOnly(_ stage: String) async throws {
        try write(String(repeating: "a", count: 1 << 20), as: "a.bin")
        try write("b", as: "b.bin")
        try write(Data([0xFF]), as: "c.bin")
        let answer = try await look("*.bin", stage: stage)
        #expect(answer.outcome == .answered, "\(answer.detail ?? "")")
        #expect(answer.value?["count"] == 3)
    }

    @Test("What cannot be read is worth another try")
    func unreadable() async throws {
        // Reading this one fails for everybody, also for root.
        let answer = try await ask("{ file: { glob: /proc/self/mem } }")
        #expect(answer.outcome == .transient)
        #expect(try #require(answer.detail).hasPrefix("the file mem cannot be read: "))
        #expect(answer.value == nil)
    }

    @Test("Nothing is waited for longer than a look may take")
    func deadline() async throws {
        try write("a", as: "a.csv")
        let answer = try await look("**", within: .zero)
        #expect(answer.outcome == .transient)
        #expect(answer.detail == "the files were not read in time; match fewer of them")
    }

    @Test("A pattern that matches more files than anybody means is worth a narrower one")
    func tooMany() async throws {
        for number in 0...1000 { try write("", as: "\(number)") }
        let answer = try await look("*")
        #expect(answer.outcome == .transient)
        #expect(answer.detail == "more than 1000 files match; write a narrower glob")
    }

    @Test("Braces without end come to an end")
    func braces() async throws {
        let name = String(repeating: "a", count: 30)
        try write("a", as: name)
        #expect(try await names(String(repeating: "{a,b}", count: 30)) == [name])
        #expect(try await names("{a,b") == [])
    }
}
