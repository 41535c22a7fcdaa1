import ArgumentParser
import BrowserAutomation
import Foundation
import Transport

/// `endstate doctor`: what a run needs of this machine, and what to do where something is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine: browser, sandbox, shared memory, libraries.",
        discussion: "Starts the browser as a run would. Exit status 3 when runs would fail."
    )

    @OptionGroup var browser: BrowserFlags

    func run() async throws {
        var findings = await BrowserExamination(options: try browser.options()).findings()
        findings.append(Self.sharedMemory)
        findings.append(Finding(name: "libcurl", found: LibraryVersions.curl))
        findings.append(Finding(name: "libwebsockets", found: LibraryVersions.webSockets))
        for finding in findings { Output.data(Self.line(finding)) }
        Output.data(Self.conclusion(findings, isAttached: browser.cdpURL != nil))
        if findings.contains(where: \.isFatal) { throw ExitStatus.inconclusive }
    }

    private static func conclusion(_ findings: [Finding], isAttached: Bool) -> String {
        if isAttached, findings.contains(where: \.isFatal) {
            return "Runs would fail: the browser behind --cdp-url is not ready."
        }
        if findings.contains(where: { $0.name == "browser" && $0.isFatal }) {
            return
                "On Debian: apt-get install -y --no-install-recommends chromium-headless-shell libwebsockets17 libcurl4"
        }
        if findings.contains(where: \.isFatal) { return "This machine is not ready." }
        return findings.contains { $0.remedy != nil } ? "This machine will do." : "This machine is ready."
    }

    private static func line(_ finding: Finding) -> String {
        let mark = finding.remedy == nil ? "ok " : finding.isFatal ? "NO " : "?? "
        let name = finding.name.padding(toLength: 14, withPad: " ", startingAt: 0)
        let remedy = finding.remedy.map { "\n" + String(repeating: " ", count: 18) + "-> \($0)" } ?? ""
        return "\(mark) \(name)\(finding.found)\(remedy)"
    }

    private static var sharedMemory: Finding {
        guard let free = SharedMemory.free else {
            return Finding(
                name: SharedMemory.path, found: "is not there",
                remedy: "mount a tmpfs there: docker run --shm-size=1g")
        }
        let found = "\(free >> 20) MiB free"
        guard SharedMemory.isScarce else { return Finding(name: SharedMemory.path, found: found) }
        return Finding(
            name: SharedMemory.path, found: "\(found), so the browser uses files instead, which is slower",
            remedy: "give it more: docker run --shm-size=1g")
    }
}
