import ArgumentParser

/// What can be broken.
struct ListFaults: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "List what can be broken, one fault a line.")

    func run() {
        let width = Fault.all.map(\.name.count).max() ?? 0
        for fault in Fault.all {
            let padding = String(repeating: " ", count: width - fault.name.count)
            Console.say("\(fault.name)\(padding)  \(fault.sentence)")
        }
    }
}
