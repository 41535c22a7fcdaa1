/// How a file came to be read: by itself, or because another uses it.
struct FragmentWay {
    /// Reads the files.
    let library: FragmentLibrary
    /// The files that lead here: the one that was asked for first, this one last.
    let files: [String]
    /// Where this file is used, in words; nothing for the file that was asked for.
    let note: String?
    /// What is left of the uses that one file may lead to.
    let budget: Budget

    /// Uses grow without bound where every fragment uses others more than once.
    final class Budget {
        /// How many there may be.
        static let whole = 500

        private var left = Budget.whole

        /// Takes one.
        ///
        /// - Returns: False when none is left.
        func spend() -> Bool {
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }

    /// How many fragments may lie one inside the other.
    static let deepest = 4

    /// The way to a file that was asked for.
    init(to file: String, library: FragmentLibrary) {
        self.library = library
        files = [file]
        note = nil
        budget = Budget()
    }

    private init(_ way: FragmentWay, to file: String, note: String) {
        library = way.library
        files = way.files + [file]
        self.note = note
        budget = way.budget
    }

    /// The way on to a fragment.
    ///
    /// - Parameters:
    ///   - file: The fragment.
    ///   - line: The line that uses it.
    /// - Returns: The way, with a note for what is found there.
    func on(to file: String, line: Int) -> FragmentWay {
        let here = "used at \(files[files.count - 1]):\(line)"
        return FragmentWay(self, to: file, note: note.map { "\(here), which is \($0)" } ?? here)
    }
}

/// A fragment that was read.
struct FragmentText {
    /// Its text, for excerpts.
    var text: String
    /// Where it is used, in words.
    var uses: [String]

    /// The uses as one note: a few of them.
    var note: String {
        let shown = uses.prefix(3).joined(separator: "; ")
        return uses.count > 3 ? "\(shown), and \(uses.count - 3) times more" : shown
    }
}

/// What a `use` gives for an input.
struct InputValue {
    /// As a part of a text, as it was written.
    var text: Template
    /// As a whole value, which keeps its type.
    var value: JSONTemplate

    /// What stands for an input while nobody uses the fragment.
    init(unknown name: Name) { self.init(variable: "inputs.\(name.text)", span: name.span) }

    /// What stands for an input that is given nothing, or nothing that can be read, so that what it goes into is judged as
    /// if it were right: something that always has a value, and is no secret in clear.
    init(missing name: Name) { self.init(variable: "uuid", span: name.span) }

    private init(variable: String, span: SourceSpan) {
        text = Template(
            segments: [.variable(Name(variable, span: span))], source: "${\(variable)}", span: span)
        value = .text(text)
    }

    /// Something given.
    init(text: Template, value: JSONTemplate) {
        self.text = text
        self.value = value
    }
}
