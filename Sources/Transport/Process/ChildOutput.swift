package import Foundation
import Synchronization

/// What becomes of what a child process writes.
package enum ChildOutput: Sendable {
    /// It is thrown away.
    case discard
    /// It goes where this process's own goes.
    case inherit
    /// It goes into a file, which is emptied first.
    case file(String)
    /// It is kept up to so many bytes; the rest is read and thrown away.
    case collect(limit: Int)
    /// Each line is handed over as it is complete, on a thread of its own; a line is cut at 64 KiB.
    case lines(@Sendable (String) -> Void)
}

/// What a child process wrote.
package struct CollectedOutput: Sendable {
    /// The bytes, up to the limit.
    package var data = Data()
    /// Whether there were more.
    package var isTruncated = false
    /// Whether the stream has ended.
    package var isComplete = false
}

/// Reads one stream of a child process on a thread of its own.
final class OutputReader: Sendable {
    private static let longestLine = 64 << 10

    private let collected = Mutex(CollectedOutput())
    private let end = OneShot<Void, Never>()

    /// Starts reading until the end of the stream: until every process that holds its other end has closed it.
    init(_ descriptor: OwnedDescriptor, as mode: ChildOutput) throws(TransportError) {
        try BlockingThread.start("endstate-output") { self.run(descriptor, mode) }
    }

    /// Waits for the end of the stream, until an instant.
    ///
    /// - Returns: What was read.
    func output(until deadline: ContinuousClock.Instant) async -> CollectedOutput {
        _ = await end.wait(until: deadline)
        return collected.withLock(\.self)
    }

    private func run(_ descriptor: OwnedDescriptor, _ mode: ChildOutput) {
        var line = Data()
        while let data = descriptor.read(atMost: 64 << 10) {
            switch mode {
            case .collect(let limit): collect(data, limit)
            case .lines(let handler): split(data, &line, handler)
            case .discard, .inherit, .file: break
            }
        }
        if case .lines(let handler) = mode, !line.isEmpty { handler(String(decoding: line, as: UTF8.self)) }
        collected.withLock { $0.isComplete = true }
        end.resolve(.success(()))
    }

    private func collect(_ data: Data, _ limit: Int) {
        collected.withLock { output in
            let room = max(0, limit - output.data.count)
            output.data.append(data.prefix(room))
            if data.count > room { output.isTruncated = true }
        }
    }

    private func split(_ data: Data, _ line: inout Data, _ handler: (String) -> Void) {
        for part in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 {
                handler(String(decoding: line, as: UTF8.self))
                line = Data()
            }
            line.append(part.element.prefix(Self.longestLine - min(line.count, Self.longestLine)))
        }
    }
}
