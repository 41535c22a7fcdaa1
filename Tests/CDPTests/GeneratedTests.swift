import CDP
import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct GeneratedTests {
    private struct Body<Params: Decodable>: Decodable { let params: Params }

    private func decode<Event: CDPEvent>(_ type: Event.Type, _ params: String) throws -> Event {
        try JSONDecoder().decode(Body<Event>.self, from: Data(#"{"params":\#(params)}"#.utf8)).params
    }

    private func encode(_ command: some CDPCommand) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(command), as: UTF8.self)
    }

    @Test("A command's method carries its domain")
    func method() {
        #expect(CDP.Page.Navigate.method == "Page.navigate")
        #expect(CDP.Page.FrameNavigated.method == "Page.frameNavigated")
    }

    @Test("What is not given is not sent")
    func optional() throws {
        #expect(try encode(Page.Navigate(url: "http://a/")) == #"{"url":"http://a/"}"#)
        #expect(try encode(Runtime.RunIfWaitingForDebugger()) == "{}")
        let mouse = Input.DispatchMouseEvent(type: .mousePressed, x: 1, y: 2.5, button: .left, clickCount: 1)
        #expect(try encode(mouse) == #"{"button":"left","clickCount":1,"type":"mousePressed","x":1,"y":2.5}"#)
    }

    @Test("A value that a newer browser adds does not fail the event")
    func openValues() throws {
        let event = try decode(Page.FrameDetached.self, #"{"frameId":"F","reason":"teleported","more":{"x":[1]}}"#)
        #expect(event.reason == .init(rawValue: "teleported"))
        #expect(event.reason != .swap)
    }

    @Test("A node holds nodes, and documents inside them")
    func recursion() throws {
        let node = #"{"nodeId":2,"backendNodeId":3,"nodeType":1,"nodeName":"A","localName":"a","nodeValue":""}"#
        let document = node.dropLast() + #","children":[\#(node)],"contentDocument":\#(node)}"#
        let result = try JSONDecoder().decode(DOM.GetDocument.Result.self, from: Data(#"{"root":\#(document)}"#.utf8))
        #expect(result.root.children?.count == 1)
        #expect(result.root.contentDocument?.value.nodeName == "A")
    }

    @Test("Binary values are decoded from base64, and encoded to it")
    func binary() throws {
        let result = try JSONDecoder().decode(
            Page.CaptureScreenshot.Result.self, from: Data(#"{"data":"aGVsbG8="}"#.utf8))
        #expect(result.data == Data("hello".utf8))
        let answer = Fetch.FulfillRequest(requestId: "1", responseCode: 200, body: Data("hello".utf8))
        #expect(try encode(answer) == #"{"body":"aGVsbG8=","requestId":"1","responseCode":200}"#)
    }

    @Test("Any JSON value survives")
    func values() throws {
        let text = #"{"a":[1,2.5,"x",true,null,{}]}"#
        let value = try JSONDecoder().decode(CDPValue.self, from: Data(text.utf8))
        #expect(String(decoding: try value.json(), as: UTF8.self) == text)
    }

    // MARK: The generator

    private func root() -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private func generator(_ arguments: [String], in folder: URL) async throws -> (ChildExit?, String) {
        let child = try ChildProcess.spawn(
            binaryURL(named: "cdp-generator").path(), arguments: arguments, workingDirectory: folder.path(),
            standardError: .collect(limit: 4096))
        let exit = await child.waitForExit(until: .unhurried)
        let output = await child.collectedError(until: .unhurried)
        return (exit, String(decoding: output.data, as: UTF8.self))
    }

    @Test("The generated code is what the protocol in the tree gives")
    func upToDate() async throws {
        let (exit, text) = try await generator(["generate", "--check"], in: root())
        #expect(exit == .exited(0), "\(text)")
    }

    @Test("A generated file that was changed, is missing or is too many is named")
    func stale() async throws {
        let folder = try TemporaryFolder()
        let copy = folder.url.appending(path: "Sources/CDP")
        try FileManager.default.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        let original = root().appending(path: "Sources/CDP").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: original, to: copy)
        let generated = copy.appending(path: "Generated")
        try Data("// changed\n".utf8).write(to: generated.appending(path: "Page.swift"))
        try FileManager.default.removeItem(at: generated.appending(path: "Log.swift"))
        try Data().write(to: generated.appending(path: "Extra.swift"))
        let (exit, text) = try await generator(["generate", "--check"], in: folder.url)
        #expect(exit == .exited(1))
        for name in ["Extra", "Log", "Page"] { #expect(text.contains("Generated/\(name).swift")) }
        #expect(!text.contains("Network.swift"))
        #expect(try await generator(["generate"], in: folder.url).0 == .exited(0))
        #expect(try await generator(["generate", "--check"], in: folder.url).0 == .exited(0))
    }

    @Test("A method that the protocol does not have is named")
    func unknownMethod() async throws {
        let folder = try TemporaryFolder()
        let copy = folder.url.appending(path: "Sources/CDP")
        try FileManager.default.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        let original = root().appending(path: "Sources/CDP").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: original, to: copy)
        try Data("Page.navigate\nPage.fly # soon\n".utf8).write(to: copy.appending(path: "methods.txt"))
        let (exit, text) = try await generator(["generate"], in: folder.url)
        #expect(exit == .exited(1) && text.contains("Page.fly") && !text.contains("Page.navigate"))
    }
}
