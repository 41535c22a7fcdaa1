extension String {
    /// The text as it is told of a run: whole, or its beginning and how much more there is.
    ///
    /// A page's text or an answer may be megabytes long. Nobody reads more of it than this; the journal has it whole.
    package var shortened: String { self.shortened(to: 600) }

    /// The text, or its beginning and how much more there is.
    ///
    /// What has been shortened once stays as it is: only what is longer by more than the remark is cut.
    ///
    /// - Parameter limit: How much of it is kept, in code points: a single character may be a megabyte of accents.
    /// - Returns: The text, or so much of it with a remark such as `… (1999400 more characters)`.
    package func shortened(to limit: Int) -> String {
        // No text has more code points than bytes, and most texts are short.
        guard utf8.count > limit + Self.remarkLength else { return self }
        let rest = unicodeScalars.dropFirst(limit)
        let more = rest.count
        guard more > Self.remarkLength else { return self }
        return String(unicodeScalars[..<rest.startIndex]) + "… (\(more) more characters)"
    }

    /// No remark is longer, whatever its number.
    private static let remarkLength = 40
}
