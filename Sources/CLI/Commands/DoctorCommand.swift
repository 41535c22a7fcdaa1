import ArgumentParser
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

    /// Chromium's renderers share memory through it; below this, large pages crash.
    private static let enoughSharedMemory = 256 << 20

    func run() async throws {
        var findings = await BrowserExamination(options: browser.options).findings()
        findings.append(Self.sharedMemory)
        findings.append(Finding(name: "libcurl", found: LibraryVersions.curl))
        findings.append(Finding(name: "libwebsockets", found: LibraryVersions.webSockets))
        for finding in findings { Output.data(Self.line(finding)) }
        let isSound = findings.allSatisfy { $0.remedy == nil }
        Output.data(
            isSound
                ? "This machine is ready."
                : "On Debian: apt-get install -y --no-install-recommends chromium-headless-shell libwebsockets17 libcurl4"
        )
        if findings.contains(where: \.isFatal) { throw ExitStatus.inconclusive }
    }

    private static func line(_ finding: Finding) -> String {
        let mark = finding.remedy == nil ? "ok " : finding.isFatal ? "NO " : "?? "
        let name = finding.name.padding(toLength: 14, withPad: " ", startingAt: 0)
        let remedy = finding.remedy.map { "\n" + String(repeating: " ", count: 18) + "-> \($0)" } ?? ""
        return "\(mark) \(name)\(finding.found)\(remedy)"
    }

    private static var sharedMemory: Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: "/dev/shm")
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue else {
            return Finding(
                name: "/dev/shm", found: "is not there", remedy: "mount a tmpfs there: docker run --shm-size=1g")
        }
        let found = "\(free >> 20) MiB free"
        guard free < enoughSharedMemory else { return Finding(name: "/dev/shm", found: found) }
        return Finding(name: "/dev/shm", found: found, remedy: "give it more: docker run --shm-size=1g")
    }
}
