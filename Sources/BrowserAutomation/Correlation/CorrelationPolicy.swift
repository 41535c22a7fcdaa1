/// How a run's ID reaches the system under verification, and where it may go.
package struct CorrelationPolicy: Sendable, Hashable {
    /// The run's ID.
    package var id: String
    /// The origins that may see it; no other ever does.
    package var origins: Set<Origin>
    /// The key in local storage the application reads it from.
    package var localStorageKey: String?
    /// The request header to add where the application did not send the ID itself.
    package var headerName: String?
    /// The W3C trace ID (32 hex digits) to send as `traceparent`, with a new span for every request.
    package var traceID: String?

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - id: The run's ID.
    ///   - origins: URLs or origins; what is no URL is left out.
    ///   - localStorageKey: The key in local storage, if the application reads one.
    ///   - headerName: The header to add, if one is wanted.
    ///   - traceID: 32 hex digits, if trace context is wanted.
    package init(
        id: String, origins: [String], localStorageKey: String? = nil, headerName: String? = nil,
        traceID: String? = nil
    ) {
        self.id = id
        self.origins = Set(origins.compactMap { Origin($0) })
        self.localStorageKey = localStorageKey
        self.headerName = headerName
        self.traceID = traceID
    }

    /// Whether requests have to be changed at all; if not, none is even paused.
    var changesRequests: Bool { headerName != nil || traceID != nil }
}

/// Whether a request carries the run's ID.
package enum Correlation: String, Sendable, Hashable {
    /// The application sent the ID itself: in a header, the URL or the body.
    case carried
    /// We added the header.
    case added
    /// To an allowed origin, without the ID.
    case bare
    /// To an origin that must not see the ID, or no policy at all.
    case outside
}
