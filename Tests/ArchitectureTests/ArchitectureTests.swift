import Foundation
import Testing

/// The shape of the house, held by machine. There is no list of exceptions.
@Suite struct ArchitectureTests {
    /// What each target may import of the others; a line reads: the target on the left depends on those on the right.
    static let table: [String: Set<String>] = [
        "JSONKit": [],
        "Transport": ["CLibWebSockets", "CLibcurl", "CSpawn"],
        "CDP": ["Transport"],
        "BrowserAutomation": ["CDP", "Transport"],
        "Convergence": ["JSONKit"],
        "ScenarioModel": ["Convergence", "JSONKit"],
        "RunModel": ["Convergence", "JSONKit", "ScenarioModel"],
        "Probes": ["Convergence", "JSONKit", "ScenarioModel", "Transport"],
        "Recording": ["Convergence", "JSONKit", "RunModel"],
        "Runner": [
            "BrowserAutomation", "Convergence", "JSONKit", "Probes", "RunModel", "ScenarioModel", "Transport",
        ],
        "Reporting": ["Convergence", "JSONKit", "RunModel", "ScenarioModel"],
        "CLI": [
            "BrowserAutomation", "Convergence", "JSONKit", "Probes", "Recording", "Reporting", "RunModel", "Runner",
            "ScenarioModel", "Transport",
        ],
        "CDPGenerator": ["Transport"],
        "Bench": ["BrowserAutomation", "CDP", "TestSupport", "Transport"],
        "Staging": [],
    ]

    /// What each target may import from outside the house.
    static let outside: [String: Set<String>] = [
        "Transport": ["Dispatch", "Foundation", "Glibc", "Synchronization"],
        "CDP": ["Foundation", "Synchronization"],
        "JSONKit": ["Foundation"],
        "Convergence": [],
        "ScenarioModel": ["Foundation", "Yams"],
        "RunModel": ["Foundation"],
        "BrowserAutomation": ["Foundation", "Synchronization"],
        "Probes": ["Crypto", "Foundation"],
        "Recording": ["Crypto", "Dispatch", "Foundation", "Synchronization", "SystemPackage"],
        "Runner": ["Crypto", "Foundation", "Synchronization"],
        "Reporting": ["Crypto", "Dispatch", "Foundation", "Synchronization"],
        "CLI": ["ArgumentParser", "Dispatch", "Foundation", "Synchronization"],
        "CDPGenerator": ["Foundation"],
        "Bench": ["Foundation"],
        "Staging": [
            "ArgumentParser", "Crypto", "Dispatch", "Foundation", "FoundationNetworking", "GRDB", "Glibc", "HTTPTypes",
            "Hummingbird", "Logging", "NIOCore", "NIOPosix", "ServiceLifecycle", "Synchronization",
            "UnixSignals",
        ],
    ]

    /// Targets that may hold C handles and what has to be marked unsafe.
    static let mayBeUnsafe: Set<String> = ["Transport"]
    /// Targets that may print.
    static let mayPrint: Set<String> = ["CLI", "Reporting"]
    /// The cap of a hand-written file, in lines.
    static let cap = 500

    @Test("every target imports only what the table allows")
    func imports() throws {
        for file in try SourceTree.swiftFiles {
            let allowed = Self.table[file.target, default: []].union(Self.outside[file.target, default: []])
            for module in file.imports where !allowed.contains(module) {
                Issue.record("\(file.path) imports \(module), which \(file.target) may not; see Sources/README.md")
            }
        }
    }

    @Test("every folder of Sources stands in the table")
    func complete() throws {
        let folders = Set(try SourceTree.targets).subtracting(["CLibWebSockets", "CLibcurl", "CSpawn"])
        #expect(folders == Set(Self.table.keys))
    }

    @Test("the table has no cycle")
    func acyclic() {
        var rest = Self.table
        while let leaf = rest.first(where: { $0.value.allSatisfy { rest[$0] == nil } }) { rest[leaf.key] = nil }
        #expect(rest.isEmpty)
    }

    @Test("no hand-written file is longer than the cap")
    func length() throws {
        for file in try SourceTree.swiftFiles + SourceTree.scripts where !file.isGenerated {
            #expect(file.lines.count <= Self.cap, "\(file.path)")
        }
    }

    @Test("unsafe code, unchecked promises and C stand in Transport alone")
    func unsafe() throws {
        let forbidden = ["unsafe ", "@unchecked", "@unsafe", "nonisolated(unsafe)", "withUnsafe", "Unmanaged<"]
        for file in try SourceTree.swiftFiles where !Self.mayBeUnsafe.contains(file.target) {
            for (number, line) in file.code {
                for word in forbidden where line.contains(word) {
                    Issue.record("\(file.path):\(number) has \(word); it belongs in Transport")
                }
            }
        }
    }

    @Test("only the command and the reports print")
    func printing() throws {
        for file in try SourceTree.swiftFiles where !Self.mayPrint.contains(file.target) {
            for (number, line) in file.code
            where line.contains("print(") || line.contains("dump(") || line.contains("Print(") {
                guard line.firstMatch(of: /(^|[^.\w])(debugPrint|print|dump)\(/) != nil else { continue }
                Issue.record("\(file.path):\(number) prints; hand the text to Reporting or CLI")
            }
        }
    }

    @Test("nothing in Sources gives up or is left for later")
    func unforgiving() throws {
        let forbidden = ["fatalError(", "try!", " as! ", "TODO", "FIXME"]
        for file in try SourceTree.swiftFiles + SourceTree.scripts where !file.isGenerated {
            for (number, line) in file.lines.enumerated() {
                for word in forbidden where line.contains(word) {
                    Issue.record("\(file.path):\(number + 1) has \(word)")
                }
            }
        }
    }

    @Test("no module has the name of a type inside it")
    func names() throws {
        for file in try SourceTree.swiftFiles {
            for (number, line) in file.code where line.contains(" " + file.target) {
                guard let match = line.firstMatch(of: /\b(struct|enum|class|actor|protocol)\s+(\w+)/) else { continue }
                #expect(String(match.2) != file.target, "\(file.path):\(number)")
            }
        }
    }
}
