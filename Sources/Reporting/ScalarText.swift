extension String {
    /// The text with scalars replaced one by one.
    ///
    /// Whoever reads the text later goes by code points, so what stands for something there is found as one here, too: a
    /// bar with an accent on it is another character in Swift, and ends a cell all the same.
    ///
    /// - Parameter change: What takes the place of a scalar; `nil` keeps it.
    /// - Returns: The text with what took their places.
    func replacingScalars(_ change: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if let other = change(scalar) {
                result.append(contentsOf: other.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text with every run of scalars replaced.
    func replacingScalars(_ run: String, with other: String) -> String {
        var result = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.first {
            if rest.starts(with: run.unicodeScalars) {
                result.append(contentsOf: other.unicodeScalars)
                rest = rest.dropFirst(run.unicodeScalars.count)
            } else {
                result.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }
}
