/// Which requests got the header. Pausing and announcing a request are told in either order, and a worker's requests are
/// paused in its page's session: only Chromium's ID of the request joins the two.
struct CorrelationBook {
    private struct Hop: Hashable {
        var id: String
        var url: String
    }

    private var added: Set<Hop> = []
    private var announced: [Hop: NetworkKey] = [:]

    /// The header was added.
    ///
    /// - Returns: The request where it has been announced already, so that a correction is due.
    mutating func added(_ id: String, url: String) -> NetworkKey? {
        let hop = Hop(id: id, url: url)
        if let key = announced.removeValue(forKey: hop) { return key }
        added.insert(hop)
        return nil
    }

    /// The request is announced.
    ///
    /// - Returns: Whether the header has been added already.
    mutating func announce(_ key: NetworkKey, url: String) -> Bool {
        let hop = Hop(id: key.id, url: url)
        if added.remove(hop) != nil { return true }
        announced[hop] = key
        return false
    }

    /// The request is over.
    mutating func forget(_ key: NetworkKey) {
        announced = announced.filter { $0.key.id != key.id }
        added = added.filter { $0.id != key.id }
    }
}
