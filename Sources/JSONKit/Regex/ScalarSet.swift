/// A set of characters (Unicode scalars), as a regular expression names it.
struct ScalarSet: Sendable {
    /// Something a set has or lacks.
    enum Member: Sendable {
        case range(ClosedRange<UInt32>)
        /// General categories by the beginning of their names: `L`, `Lu`.
        case category(String, isNegated: Bool)
        case set(ScalarSet)
    }

    private var members: [Member]
    private var isNegated: Bool
    /// The answers for ASCII, where nearly all text is: a bit for each character.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ members: [Member], isNegated: Bool = false, ignoresCase: Bool = false) {
        self.members = ignoresCase ? members + Self.otherCases(of: members) : members
        self.isNegated = isNegated
        for value in UInt32(0)..<128 {
            guard let scalar = Unicode.Scalar(value), holds(scalar) else { continue }
            if value < 64 {
                low |= 1 << UInt64(value)
            } else {
                high |= 1 << UInt64(value - 64)
            }
        }
    }

    /// One character.
    init(_ scalar: Unicode.Scalar, ignoresCase: Bool = false) {
        self.init([.range(scalar.value...scalar.value)], ignoresCase: ignoresCase)
    }

    /// `.`: anything but the end of a line (RFC 9485, 5.2).
    static let dot = ScalarSet([.range(0x0A...0x0A), .range(0x0D...0x0D)], isNegated: true)
    /// Anything at all.
    static let any = ScalarSet([], isNegated: true)
    /// `\d`.
    static let digits = ScalarSet([.range(0x30...0x39)])
    /// `\w`.
    static let word = ScalarSet([
        .category("L", isNegated: false), .category("M", isNegated: false), .category("Nd", isNegated: false),
        .category("Pc", isNegated: false),
    ])
    /// `\s`.
    static let space = ScalarSet([.range(0x09...0x0D), .range(0x85...0x85), .category("Z", isNegated: false)])

    /// Everything this set lacks.
    var inverted: ScalarSet { ScalarSet([.set(self)], isNegated: true) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<64: low & (1 << UInt64(scalar.value)) != 0
        case 64..<128: high & (1 << UInt64(scalar.value - 64)) != 0
        default: holds(scalar)
        }
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        members.contains { member in
            switch member {
            case .range(let range): range.contains(scalar.value)
            case .category(let name, let isNegated): scalar.isIn(category: name) != isNegated
            case .set(let set): set.contains(scalar)
            }
        } != isNegated
    }

    /// The other case of every letter in short ranges; in long ranges of ASCII's and Latin's.
    private static func otherCases(of members: [Member]) -> [Member] {
        var others: [Member] = []
        for case .range(let range) in members {
            for value in range.prefix(0x600) {
                guard let properties = Unicode.Scalar(value)?.properties else { continue }
                for mapped in [properties.lowercaseMapping, properties.uppercaseMapping] {
                    if let other = mapped.unicodeScalars.first, mapped.unicodeScalars.count == 1, other.value != value {
                        others.append(.range(other.value...other.value))
                    }
                }
            }
        }
        return others
    }
}

extension Unicode.Scalar {
    /// Whether the scalar is in a general category, or in a group of them named by its first letter.
    fileprivate func isIn(category: String) -> Bool {
        properties.generalCategory.shortName.hasPrefix(category)
    }
}

extension Unicode.GeneralCategory {
    /// The two letters of the Unicode Standard, Table 4-4.
    fileprivate var shortName: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }

    /// The names `\p{…}` may use, by RFC 9485 (5.3).
    static let names: Set<String> = [
        "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf",
        "Pi", "Po", "Ps", "Z", "Zl", "Zp", "Zs", "S", "Sc", "Sk", "Sm", "So", "C", "Cc", "Cf", "Cn", "Co",
    ]
}
