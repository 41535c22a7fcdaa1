/// What an operation tried, line by line, for the message when it fails. Repeated attempts are folded.
package struct CallLog: Sendable, Hashable {
    private struct Block: Sendable, Hashable {
        var lines: [String]
        var times = 1
    }

    private var blocks: [Block] = []

    /// An empty log.
    package init() {}

    /// Adds one line.
    package mutating func add(_ line: String) { add([line]) }

    /// Adds the lines of one attempt; one that reads as the last attempt is only counted.
    package mutating func add(_ lines: [String]) {
        if blocks.last?.lines == lines {
            blocks[blocks.count - 1].times += 1
        } else {
            blocks.append(Block(lines: lines))
        }
    }

    /// The lines to show: the first of a repeated attempt says how often.
    package var lines: [String] {
        blocks.flatMap { block in
            block.lines.enumerated().map { index, line in
                index == 0 && block.times > 1 ? "\(block.times) × \(line)" : line
            }
        }
    }

    /// The last line, which is most often the reason.
    package var last: String? { blocks.last?.lines.last }
}
