/// A request with its answer, for the axis.
struct RequestData: Encodable {
    /// The method.
    var method: String
    /// The address.
    var url: String
    /// The resource type.
    var type: String
    /// What caused it.
    var initiator: String
    /// Whether it carried the correlation ID.
    var mark: String
    /// When it was sent.
    var start: Double
    /// When the answer's head arrived.
    var head: Double?
    /// When it was over.
    var end: Double?
    /// The answer's status.
    var status: Int?
    /// The status in words.
    var statusText: String?
    /// Whether a server refused it, or did not answer.
    var bad = false
    /// Why there was no answer.
    var error: String?
    /// Whether the page or a navigation cancelled it.
    var canceled: Bool?
    /// The MIME type.
    var mime: String?
    /// The protocol.
    var version: String?
    /// The server's address.
    var remote: String?
    /// Where it came from, when it was not the network.
    var cache: String?
    /// Bytes on the wire.
    var size: Int?
    /// The length of the answer's body, in bytes.
    var bodySize: Int?
    /// The request's headers; `nil` when there was no room for them.
    var sent: [[String]]?
    /// The answer's headers.
    var received: [[String]]?
    /// The request's body.
    var body: String?
    /// The answer's body, in `blobs/`.
    var blob: String?
    /// Its line in the journal.
    var line: Int
}
