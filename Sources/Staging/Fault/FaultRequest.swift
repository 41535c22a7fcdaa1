/// A fault as asked for on the command line: `NAME` holds for every tenant, `NAME:RATE` for a share of them, `NAME@N` for
/// the N-th.
struct FaultRequest: Codable, Sendable, Equatable {
    var name: String
    /// Between 0 and 1.
    var rate: Double?
    /// Counted from 1.
    var run: Int?

    /// Reads a request.
    ///
    /// - Throws: `FaultRequestError`, saying what to write instead.
    init(_ text: String) throws {
        let mark = text.firstIndex { $0 == ":" || $0 == "@" }
        let name = String(text[..<(mark ?? text.endIndex)])
        guard Fault.named(name) != nil else { throw FaultRequestError.unknown(name) }
        self.name = name
        guard let mark else { return }
        let value = text[text.index(after: mark)...]
        if text[mark] == ":" {
            guard let rate = Double(value), (0...1).contains(rate) else { throw FaultRequestError.rate(text) }
            self.rate = rate
        } else {
            guard let run = Int(value), run > 0 else { throw FaultRequestError.run(text) }
            self.run = run
        }
    }

    /// Whether the fault holds for the tenant set up as the given one; the same for the same seed.
    func holds(forRun current: Int, seed: UInt64) -> Bool {
        if let run { return run == current }
        guard let rate, Fault.named(name)?.rateCounts == .tenants else { return true }
        var generator = SeededGenerator(seed: seed.seed(for: "\(name)#\(current)"))
        return Double.random(in: 0..<1, using: &generator) < rate
    }
}

/// What is wrong with a fault as asked for.
enum FaultRequestError: Error, CustomStringConvertible {
    case unknown(String)
    case rate(String)
    case run(String)

    var description: String {
        switch self {
        case .unknown(let name):
            "there is no fault '\(name)'; there are: \(Fault.all.map(\.name).joined(separator: ", "))"
        case .rate(let text): "'\(text)': the rate after ':' is a number from 0 to 1, as in queue-schema:0.2"
        case .run(let text): "'\(text)': the run after '@' is a whole number from 1, as in queue-schema@3"
        }
    }
}
