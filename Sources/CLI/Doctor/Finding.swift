/// One thing that `doctor` looked at.
struct Finding {
    /// What it is.
    var name: String
    /// What was found.
    var found: String
    /// What to do about it; `nil` when nothing has to be done.
    var remedy: String?
    /// True when runs fail without it.
    var isFatal = false
}
