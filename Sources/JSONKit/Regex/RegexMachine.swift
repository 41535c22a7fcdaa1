extension RegexProgram {
    /// Whether the program matches a text from its start to its end.
    func matchesWhole(_ text: String) -> Bool {
        var machine = RegexMachine(self, text, scope: .whole, keepsPlaces: false)
        return machine.run() != nil
    }

    /// Whether the program matches somewhere in a text.
    func isFound(in text: String) -> Bool {
        var machine = RegexMachine(self, text, scope: .anywhere, keepsPlaces: false)
        return machine.run() != nil
    }

    /// The places of the first match in a text and of its groups, nothing for a group that took no part.
    func firstMatch(in text: String) -> [Range<String.Index>?]? {
        var machine = RegexMachine(self, text, scope: .anywhere, keepsPlaces: true)
        guard let places = machine.run() else { return nil }
        return (0...groupCount).map { group in
            guard let start = places[2 * group], let end = places[2 * group + 1] else { return nil }
            return start..<end
        }
    }
}

/// Runs a program over a text, following all its ways at once (Pike's machine).
private struct RegexMachine {
    /// Where a match may lie.
    enum Scope {
        case whole, anywhere
    }

    typealias Places = [String.Index?]

    private let program: RegexProgram
    private let text: String.UnicodeScalarView
    private let scope: Scope
    private let keepsPlaces: Bool
    /// The step at which each instruction was last reached, so that none is followed twice in one step.
    private var reached: [Int]
    private var step = 0
    private var effort = 0
    private var pending: [(instruction: Int, places: Places)] = []

    /// A search that has taken this many steps is given up and finds nothing.
    private static let largestEffort = 20_000_000

    init(_ program: RegexProgram, _ text: String, scope: Scope, keepsPlaces: Bool) {
        self.program = program
        self.text = text.unicodeScalars
        self.scope = scope
        self.keepsPlaces = keepsPlaces
        reached = Array(repeating: -1, count: program.instructions.count)
    }

    mutating func run() -> Places? {
        let slots = keepsPlaces ? 2 * (program.groupCount + 1) : 0
        var threads: [(instruction: Int, places: Places)] = []
        var next: [(instruction: Int, places: Places)] = []
        var match: Places?
        var index = text.startIndex
        var previous: Unicode.Scalar?
        while effort <= Self.largestEffort {
            let scalar = index < text.endIndex ? text[index] : nil
            if match == nil, scope == .anywhere || step == 0 {
                // A match that starts here comes after those that started before: the leftmost wins.
                let start = Places(repeating: nil, count: slots)
                follow(0, start, at: index, between: previous, and: scalar, into: &threads)
            }
            step += 1
            let nextIndex = scalar == nil ? index : text.index(after: index)
            let following = nextIndex < text.endIndex ? text[nextIndex] : nil
            next.removeAll(keepingCapacity: true)
            for thread in threads {
                effort += 1
                switch program.instructions[thread.instruction] {
                case .take(let set):
                    guard let scalar, set.contains(scalar) else { continue }
                    follow(
                        thread.instruction + 1, thread.places, at: nextIndex, between: scalar, and: following,
                        into: &next
                    )
                    continue
                case .accept:
                    if scope == .whole, scalar != nil { continue }
                    match = thread.places
                    if !keepsPlaces { return match }
                default: continue
                }
                // The threads after this one are worse matches.
                break
            }
            swap(&threads, &next)
            guard scalar != nil, !threads.isEmpty || (match == nil && scope == .anywhere) else { return match }
            previous = scalar
            index = nextIndex
        }
        return nil
    }

    /// Adds every instruction that is reached without taking a character.
    private mutating func follow(
        _ instruction: Int, _ places: Places, at index: String.Index, between previous: Unicode.Scalar?,
        and following: Unicode.Scalar?, into threads: inout [(instruction: Int, places: Places)]
    ) {
        pending.append((instruction, places))
        while var (place, places) = pending.popLast() {
            following: while reached[place] != step {
                reached[place] = step
                effort += 1
                switch program.instructions[place] {
                case .jump(let target): place = target
                case .split(let first, let second):
                    pending.append((second, places))
                    place = first
                case .save(let slot):
                    if keepsPlaces {
                        places[slot] = index
                    }
                    place += 1
                case .require(let assertion):
                    guard assertion.holds(between: previous, and: following) else { break following }
                    place += 1
                case .take, .accept:
                    threads.append((place, places))
                    break following
                }
            }
        }
    }
}

extension RegexAssertion {
    /// Whether the place between two characters, or at an end of the text, is the one asserted.
    fileprivate func holds(between previous: Unicode.Scalar?, and following: Unicode.Scalar?) -> Bool {
        func isWord(_ scalar: Unicode.Scalar?) -> Bool { scalar.map(ScalarSet.word.contains) ?? false }
        return switch self {
        case .start: previous == nil
        case .end: following == nil
        case .lineStart: previous == nil || previous == "\n"
        case .lineEnd: following == nil || following == "\n"
        case .wordBoundary: isWord(previous) != isWord(following)
        case .noWordBoundary: isWord(previous) == isWord(following)
        }
    }
}
