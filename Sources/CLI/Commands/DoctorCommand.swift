import ArgumentParser

/// `endstate doctor`: what a run needs of this machine, and what to do where something is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine: browser, sandbox, shared memory, libraries."
    )

    @OptionGroup var browser: BrowserFlags

    func run() async throws {}
}
