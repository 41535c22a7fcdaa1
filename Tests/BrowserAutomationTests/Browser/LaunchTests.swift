import BrowserAutomation
import Foundation
import TestSupport
import Testing
import Transport

@Suite("Starting a browser", .timeLimit(.minutes(3)))
struct LaunchTests {
    @Test("that is not there names the command to install one")
    func missing() async throws {
        var options = BrowserOptions(environment: ["PATH": "/nonexistent"])
        let error = try await browserError {
            try await withBrowser(options, deadline: TestBrowser.soon) { _ in }
        }
        #expect(error?.description.contains("no Chromium or Chrome was found on the path") == true)
        #expect(error?.description.contains("sudo apt-get install -y chromium-headless-shell") == true)
        options.binary = "/nonexistent/chrome"
        #expect(throws: BrowserError.self) { try BrowserBinary.find(options) }
        options.binary = nil
        options.environment["ENDSTATE_BROWSER"] = "/nonexistent/chrome"
        let named = try await browserError { _ = try BrowserBinary.find(options) }
        #expect(named?.description.contains("ENDSTATE_BROWSER names “/nonexistent/chrome”") == true)
    }

    @Test("takes the real program behind a distribution's script, and for a window never the headless shell")
    func binary() throws {
        var options = TestBrowser.options
        options.environment["ENDSTATE_BROWSER"] = nil
        let found = try BrowserBinary.find(options)
        let head = try #require(FileHandle(forReadingAtPath: found.path)).readData(ofLength: 4)
        #expect(head == Data([0x7F, 0x45, 0x4C, 0x46]))
        options.isHeaded = true
        if let headed = try? BrowserBinary.find(options) { #expect(!headed.path.contains("headless")) }
    }

    @Test("that ends at once is told with its exit status and its last words")
    func endsAtOnce() async throws {
        let script = try await Script("echo first >&2; echo 'the reason' >&2; exit 3")
        defer { script.remove() }
        var options = TestBrowser.options
        options.binary = script.path
        let error = try await browserError {
            try await withBrowser(options, deadline: TestBrowser.soon) { _ in }
        }
        #expect(error?.description.contains("ended with exit status 3 before it could be reached: the reason") == true)
    }

    @Test("that never says where it listens is given up at the deadline, and killed")
    func silent() async throws {
        let script = try await Script("exec sleep 600")
        defer { script.remove() }
        var options = TestBrowser.options
        options.binary = script.path
        let error = try await browserError {
            try await withBrowser(options, deadline: TestBrowser.brief) { _ in }
        }
        #expect(error?.description.contains("did not say where it listens in time") == true)
    }

    @Test(
        "whose sandbox does not work names the switch",
        arguments: [
            "Running as root without --no-sandbox is not supported. See https://crbug.com/638180.",
            "No usable sandbox! If you are running on Ubuntu 23.10+",
        ])
    func sandbox(message: String) async throws {
        let script = try await Script("echo '\(message)' >&2; exit 1")
        defer { script.remove() }
        var options = TestBrowser.options
        options.binary = script.path
        let error = try await browserError {
            try await withBrowser(options, deadline: TestBrowser.soon) { _ in }
        }
        #expect(error?.description.contains("sandbox") == true)
        #expect(error?.description.contains("pass --no-sandbox") == true)
    }

    @Test("whose library is missing names it and the command")
    func library() async throws {
        let text = "chrome: error while loading shared libraries: libnss3.so: cannot open shared object file"
        let script = try await Script("echo '\(text)' >&2; exit 127")
        defer { script.remove() }
        var options = TestBrowser.options
        options.binary = script.path
        let error = try await browserError {
            try await withBrowser(options, deadline: TestBrowser.soon) { _ in }
        }
        #expect(error?.description.contains("libnss3.so") == true)
        #expect(error?.description.contains("apt-get install") == true)
    }

    @Test("removes its profile, and profiles whose process is gone")
    func profiles() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("endstate-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        // No process has this number with this start; of one in another container nothing can be told.
        let others = ["something-else", "endstate-profile-1-1-999999999999-x"]
        for name in others + ["endstate-profile-\(link.filter(\.isNumber))-1-999999999999-x"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        var options = TestBrowser.options
        options.temporaryDirectory = folder.path
        try await withBrowser(options, deadline: TestBrowser.soon) { browser in
            #expect(browser.identity.path != nil)
            #expect(browser.identity.version.contains("."))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.count == 3 && Set(names).isSuperset(of: others))
            let profile = try #require(names.first { !others.contains($0) })
            #expect(profile.hasPrefix("endstate-profile-"))
            let path = folder.appendingPathComponent(profile).path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(others))
    }
}

/// A shell script in a file, to stand in for a browser.
private struct Script {
    let path: String

    /// Writes the script. Another process does it: one that is started here meanwhile would hold the file open for
    /// writing, and then it could not be run.
    init(_ text: String) async throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("endstate-test-\(UUID().uuidString)").path
        let writer = try ChildProcess.spawn(
            "/bin/sh", arguments: ["-c", "cat > \"$0\" && chmod 700 \"$0\"", path],
            standardInput: Data("#!/bin/sh\n\(text)\n".utf8))
        #expect(await writer.waitForExit()?.isSuccess == true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
