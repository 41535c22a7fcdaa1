/// What a scenario can be called: bundles are named by it, so it has to be a file's name everywhere.
package enum ScenarioName {
    /// The rule, as people read it.
    package static let rule = "letters, digits, `.`, `_` and `-`, at most \(longest)"

    private static let longest = 80

    /// Whether a text is such a name.
    ///
    /// - Parameter text: Any text.
    /// - Returns: Whether ``rule`` holds for it, and it begins with a letter or a digit.
    package static func isRight(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isAlphanumeric(first) else { return false }
        return text.unicodeScalars.count <= longest && text.unicodeScalars.allSatisfy(isAllowed)
    }

    /// The name that is nearest to a text.
    ///
    /// - Parameter text: Any text, such as the name of a file.
    /// - Returns: The text with `-` in the place of what no name can have; nothing when too little is left.
    package static func nearest(to text: String) -> String? {
        var name = ""
        for scalar in text.unicodeScalars.drop(while: { !isAlphanumeric($0) }).prefix(longest) {
            name.unicodeScalars.append(isAllowed(scalar) ? scalar : "-")
        }
        return isRight(name) ? name : nil
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        isAlphanumeric(scalar) || scalar == "." || scalar == "_" || scalar == "-"
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }
}
