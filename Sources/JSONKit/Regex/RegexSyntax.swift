/// A regular expression, read.
indirect enum RegexSyntax: Sendable {
    /// Nothing, which is found everywhere.
    case empty
    /// One character of a set.
    case character(ScalarSet)
    /// One after the other.
    case sequence([RegexSyntax])
    /// Any of several, the first that fits.
    case alternatives([RegexSyntax])
    /// Several times; as often as possible, or as seldom when lazy.
    case repeated(RegexSyntax, least: Int, most: Int?, isLazy: Bool)
    /// A group that is captured under a number from 1.
    case captured(RegexSyntax, Int)
    /// A place.
    case assertion(RegexAssertion)
}

/// A place between two characters.
enum RegexAssertion: Sendable {
    case start, end, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// Which expressions are understood.
enum RegexDialect: Sendable {
    /// I-Regexp (RFC 9485), the expressions of JSONPath: no `\d`, nothing beyond the RFC. As its mappings to other
    /// engines leave them alone, `^` and `$` are anchors.
    case interoperable
    /// What is common to today's engines, without what needs backtracking: anchors, classes such as `\d`, lazy
    /// repetition, captured groups and the flags `i`, `m`, `s`; no lookaround, no back references.
    case common
}
