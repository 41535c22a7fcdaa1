import Convergence
import Foundation
import JSONKit
import ScenarioModel
import Transport

/// Asks a program: its standard output as JSON, else `{lines, text, exit}`.
///
/// A program that ends with another status than 0 has not answered, unless the status is listed as `absent`: many print
/// something that looks like an answer before they fail.
struct CommandProbe {
    /// Exit statuses that mean "answered: nothing there yet".
    var absent: [Int]

    func ask(_ arguments: [String], deadline: ContinuousClock.Instant) async -> ProbeAnswer {
        guard let program = arguments.first else { return ProbeAnswer(.rejected, detail: "the command is empty") }
        let child: ChildProcess
        do {
            child = try ChildProcess.spawn(
                program,
                arguments: Array(arguments.dropFirst()),
                standardOutput: .collect(limit: Defaults.bodyLimit),
                standardError: .collect(limit: 4096)
            )
        } catch {
            return ProbeAnswer(.rejected, detail: "\(program) could not be started: \(error)")
        }
        guard let exit = await child.waitForExit(until: deadline) else {
            child.kill(.kill)
            return ProbeAnswer(.transient, detail: "\(program) did not end in time")
        }
        let output = await child.collectedOutput(until: deadline)
        let complaint = await child.collectedError(until: deadline)
        return read(program, exit: exit, output: output, complaint: complaint.data)
    }

    private func read(_ program: String, exit: ChildExit, output: CollectedOutput, complaint: Data) -> ProbeAnswer {
        guard case .exited(let code) = exit else {
            return ProbeAnswer(.transient, body: output.data, detail: "\(program) was ended: \(exit)")
        }
        let status = Int(code)
        if absent.contains(status) { return ProbeAnswer(.absent, status: status, body: output.data) }
        guard status == 0 else {
            let line = complaint.split(separator: UInt8(ascii: "\n")).first ?? Data()
            let words = Quotation(line, limit: 160)
            let said = words.isEmpty ? "" : ": \(words)"
            return ProbeAnswer(
                .transient, status: status, body: output.data, detail: "\(program) ended with \(status)\(said)")
        }
        guard output.isComplete else {
            let detail = "\(program) ended but left its output open to another program, so that it may not be whole"
            return ProbeAnswer(.transient, status: status, body: output.data, detail: detail)
        }
        if output.isTruncated {
            let detail = "\(program) wrote more than \(Defaults.bodyLimit) bytes"
            return ProbeAnswer(.transient, status: status, body: output.data, detail: detail)
        }
        let value = (try? JSON(parsing: output.data)) ?? Self.text(output.data, status: status)
        return ProbeAnswer(.answered, status: status, value: value, body: output.data)
    }

    private static func text(_ data: Data, status: Int) -> JSON {
        let text = String(decoding: data, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return ["lines": .array(lines.map { .string($0) }), "text": .string(text), "exit": .integer(Int64(status))]
    }
}
