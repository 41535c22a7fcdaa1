extension PathParser {
    /// `logical-or-expr`.
    mutating func alternatives() throws(JSONPathError) -> PathFilter {
        var terms = [try conjunction()]
        while takeOperator("||") {
            terms.append(try conjunction())
        }
        return terms.count == 1 ? terms[0] : .or(terms)
    }

    /// `logical-and-expr`, which binds tighter.
    private mutating func conjunction() throws(JSONPathError) -> PathFilter {
        var terms = [try basic()]
        while takeOperator("&&") {
            terms.append(try basic())
        }
        return terms.count == 1 ? terms[0] : .and(terms)
    }

    private mutating func takeOperator(_ word: String) -> Bool {
        let start = position
        skipBlank()
        guard take(word: word) else {
            position = start
            return false
        }
        skipBlank()
        return true
    }

    /// `basic-expr`: something in parentheses, a comparison or a test.
    private mutating func basic() throws(JSONPathError) -> PathFilter {
        if peek == "!", !startsWith("!=") {
            position += 1
            skipBlank()
            let start = position
            let term = try peek == "(" ? parenthesized() : operandTerm()
            if case .comparison = term, scalars[start] != "(" {
                position = start
                throw error("'!' takes a test or parentheses", "write !(…) around the comparison, or !=")
            }
            return .not(term)
        }
        return try peek == "(" ? parenthesized() : operandTerm()
    }

    private mutating func parenthesized() throws(JSONPathError) -> PathFilter {
        position += 1
        skipBlank()
        let filter = try nested { parser throws(JSONPathError) in try parser.alternatives() }
        skipBlank()
        guard take(")") else { throw unexpected("where ')' is due", otherwise: "close the parenthesis") }
        return filter
    }

    /// A comparison, or a test of existence or of a function's result.
    private mutating func operandTerm() throws(JSONPathError) -> PathFilter {
        let start = position
        let left = try operand()
        let afterLeft = position
        skipBlank()
        if let order = PathOrder.allCases.first(where: { startsWith($0.rawValue) }) {
            try requireComparable(left, from: start)
            position += order.rawValue.count
            skipBlank()
            let startOfRight = position
            let right = try operand()
            try requireComparable(right, from: startOfRight)
            return .comparison(left, order, right)
        }
        position = afterLeft
        switch left {
        case .query(let query): return .exists(query)
        case .call(let call) where call.function.result == .logical: return .test(call)
        case .call(let call):
            position = start
            throw error(
                "\(call.function.rawValue)() gives a value, which is no test by itself",
                "compare it, as in \(call.function.rawValue)(…) == 1"
            )
        case .literal:
            skipBlank()
            if peek == "=" { throw unexpected("in a filter", otherwise: Hint.filter) }
            position = start
            throw error("a literal is no test by itself", "compare it with something, as in @.name == 'value'")
        }
    }

    private mutating func operand() throws(JSONPathError) -> PathOperand {
        switch peek {
        case "'", "\"": return .literal(.string(try string()))
        case "-", ("0"..."9")?: return .literal(try number())
        case "$":
            position += 1
            return .query(PathQuery(start: .root, segments: try segments()))
        case "@":
            position += 1
            return .query(PathQuery(start: .current, segments: try segments()))
        case ("a"..."z")?: return try word()
        default: throw unexpected("in a filter", otherwise: Hint.filter)
        }
    }

    /// `true`, `false`, `null` or a function call.
    private mutating func word() throws(JSONPathError) -> PathOperand {
        let start = position
        while let scalar = peek, ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_" {
            position += 1
        }
        let name = text(from: start)
        if peek == "(" {
            guard let function = PathFunction(rawValue: name) else {
                position = start
                let names = PathFunction.allCases.map(\.rawValue)
                throw error(
                    "there is no function '\(name)'",
                    StringDistance.nearest(to: name, in: names).map { "did you mean \($0)()?" }
                        ?? "the functions are \(names.joined(separator: ", "))"
                )
            }
            return .call(try nested { parser throws(JSONPathError) in try parser.call(function, from: start) })
        }
        switch name {
        case "true": return .literal(true)
        case "false": return .literal(false)
        case "null": return .literal(.null)
        default:
            let isFunction = PathFunction(rawValue: name) != nil
            position = isFunction ? position : start
            throw unexpected(isFunction ? "after the name of a function" : "in a filter", otherwise: Hint.filter)
        }
    }

    private mutating func call(_ function: PathFunction, from start: Int) throws(JSONPathError) -> PathCall {
        position += 1
        skipBlank()
        var arguments: [PathOperand] = []
        var startOfLast = start
        if peek != ")" {
            repeat {
                skipBlank()
                let startOfArgument = position
                let argument = try operand()
                if arguments.count < function.parameters.count {
                    let kind = function.parameters[arguments.count]
                    try require(argument, toBe: kind, for: function, from: startOfArgument)
                }
                startOfLast = startOfArgument
                arguments.append(argument)
                skipBlank()
            } while take(",")
        }
        guard take(")") else {
            throw unexpected("where ',' or ')' is due", otherwise: "separate with ',' and close with ')'")
        }
        guard arguments.count == function.parameters.count else {
            position = start
            let count = function.parameters.count
            throw error(
                "\(function.rawValue)() takes \(count == 1 ? "one argument" : "\(count) arguments"), not \(arguments.count)",
                count == 1 ? "write \(function.rawValue)(@.name)" : "write \(function.rawValue)(@.name, 'expression')"
            )
        }
        var call = PathCall(function: function, arguments: arguments)
        if function.result == .logical, case .literal(.string(let text)) = arguments[1] {
            do {
                call.expression = try RegexProgram(text, dialect: .interoperable)
            } catch {
                // To RFC 9535 (2.4.6) this is no error; the function gives false for every value.
                let message = "\(function.rawValue)() is always false: \(error.message)"
                cautions.append(JSONPathError(offset: startOfLast, message: message, remedy: error.remedy))
            }
        }
        return call
    }

    // MARK: Types (RFC 9535, 2.4.3)

    private mutating func require(
        _ argument: PathOperand, toBe kind: PathFunction.Kind, for function: PathFunction, from start: Int
    ) throws(JSONPathError) {
        switch (kind, argument) {
        case (.nodes, .query): return
        case (.nodes, _):
            position = start
            throw error("\(function.rawValue)() takes a query", "write one, as in \(function.rawValue)(@.*)")
        default: try requireComparable(argument, from: start)
        }
    }

    /// Only what is one value at most can be compared or be a value argument.
    private mutating func requireComparable(_ operand: PathOperand, from start: Int) throws(JSONPathError) {
        switch operand {
        case .literal: return
        case .query(let query):
            guard !query.isSingular else { return }
            position = start
            throw error(
                "this query may select several values where one is due",
                "name one with ['name'] or [0], or wrap it in value() or count()"
            )
        case .call(let call):
            guard call.function.result != .value else { return }
            position = start
            throw error(
                "\(call.function.rawValue)() is true or false by itself and cannot be compared",
                "leave the comparison out, or put '!' before it"
            )
        }
    }
}
