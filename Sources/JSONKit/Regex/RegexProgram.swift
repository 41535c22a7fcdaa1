/// A regular expression as instructions for a machine that never backtracks (Thompson's construction): the time of a
/// search grows with the text's length times the program's, whatever the expression.
struct RegexProgram: Sendable {
    /// One instruction; the numbers are places in the program.
    enum Instruction: Sendable {
        case take(ScalarSet)
        /// Go on at both places, preferring the first.
        case split(Int, Int)
        case jump(Int)
        /// Remember the place in the text.
        case save(Int)
        case require(RegexAssertion)
        case accept
    }

    private(set) var instructions: [Instruction] = []
    /// How many groups are captured.
    let groupCount: Int

    /// Larger programs are refused: repetitions of repetitions multiply.
    private static let largestSize = 8_000

    init(_ text: String, dialect: RegexDialect) throws(TextPatternError) {
        var parser = RegexParser(text, dialect: dialect)
        let syntax = try parser.parse()
        groupCount = parser.groupCount
        try emit(.save(0))
        try compile(syntax)
        try emit(.save(1))
        try emit(.accept)
    }

    private mutating func emit(_ instruction: Instruction) throws(TextPatternError) {
        guard instructions.count < Self.largestSize else {
            throw TextPatternError(message: "the regular expression repeats too much", remedy: "use smaller counts")
        }
        instructions.append(instruction)
    }

    private mutating func compile(_ syntax: RegexSyntax) throws(TextPatternError) {
        switch syntax {
        case .empty: break
        case .character(let set): try emit(.take(set))
        case .assertion(let assertion): try emit(.require(assertion))
        case .sequence(let parts):
            for part in parts {
                try compile(part)
            }
        case .captured(let inner, let number):
            try emit(.save(2 * number))
            try compile(inner)
            try emit(.save(2 * number + 1))
        case .alternatives(let branches):
            var exits: [Int] = []
            for (index, branch) in branches.enumerated() {
                guard index < branches.count - 1 else {
                    try compile(branch)
                    continue
                }
                let split = instructions.count
                try emit(.split(split + 1, 0))
                try compile(branch)
                exits.append(instructions.count)
                try emit(.jump(0))
                instructions[split] = .split(split + 1, instructions.count)
            }
            for exit in exits {
                instructions[exit] = .jump(instructions.count)
            }
        case .repeated(let inner, let least, let most, let isLazy):
            try compile(inner, least: least, most: most, isLazy: isLazy)
        }
    }

    private mutating func compile(
        _ inner: RegexSyntax, least: Int, most: Int?, isLazy: Bool
    ) throws(TextPatternError) {
        // What compiles to nothing would repeat for ever without growing the program.
        let start = instructions.count
        if least > 0 {
            try compile(inner)
            guard instructions.count > start else { return }
            for _ in 1..<least {
                try compile(inner)
            }
        }
        func split(at place: Int, exit: Int) -> Instruction {
            isLazy ? .split(exit, place + 1) : .split(place + 1, exit)
        }
        guard let most else {
            let loop = instructions.count
            try emit(.split(0, 0))
            try compile(inner)
            try emit(.jump(loop))
            instructions[loop] = split(at: loop, exit: instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<max(least, most) {
            splits.append(instructions.count)
            try emit(.split(0, 0))
            try compile(inner)
        }
        for place in splits {
            instructions[place] = split(at: place, exit: instructions.count)
        }
    }
}
