/// Whose what is: sessions, frames and downloads by the ID of the context they belong to. What the browser tells of them
/// goes to that context's run and to no other.
struct Ownership {
    private var sessions: [String: String] = [:]
    private var frames: [String: String] = [:]
    private var downloads: [String: String] = [:]

    /// The context of a session; `nil` for the browser's own and for what is nobody's.
    func context(ofSession id: String?) -> String? { id.flatMap { sessions[$0] } }

    /// A session with a target was attached.
    ///
    /// - Parameters:
    ///   - session: The session's ID.
    ///   - target: The target's ID, which is also that of its main frame.
    ///   - context: Whose it is.
    mutating func attach(session: String, target: String, to context: String) {
        sessions[session] = context
        frames[target] = context
    }

    /// A session has ended. Its frames are still asked for: a page that turns into a download is gone before that begins.
    mutating func detach(session: String) { sessions[session] = nil }

    /// A frame was added.
    mutating func add(frame: String, to context: String) { frames[frame] = context }

    /// A download began.
    ///
    /// - Returns: Whose it is; `nil` when nobody has seen the frame.
    mutating func begin(download: String, in frame: String) -> String? {
        downloads[download] = frames[frame]
        return frames[frame]
    }

    /// A download ended.
    ///
    /// - Returns: Whose it was.
    mutating func end(download: String) -> String? { downloads.removeValue(forKey: download) }

    /// A context is gone with all that was its own.
    mutating func remove(context: String) {
        sessions = sessions.filter { $0.value != context }
        frames = frames.filter { $0.value != context }
        downloads = downloads.filter { $0.value != context }
    }
}
