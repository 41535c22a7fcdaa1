/// A request as the scenario describes it; for probes and `http` steps.
package struct HTTPRequestSpec: Sendable, Hashable {
    /// The method, in capitals.
    package var method: String
    /// The address.
    package var url: Template
    /// Header fields in file order.
    package var headers: [Field]
    /// The body, if any.
    package var body: Body?
    /// How the request authenticates itself.
    package var auth: Auth?
    /// The certificate the client shows.
    package var clientCertificate: ClientCertificate?
    /// Where the request stands.
    package var span: SourceSpan

    /// Makes a request.
    package init(
        method: String,
        url: Template,
        headers: [Field] = [],
        body: Body? = nil,
        auth: Auth? = nil,
        clientCertificate: ClientCertificate? = nil,
        span: SourceSpan = SourceSpan(line: 1, column: 1)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.auth = auth
        self.clientCertificate = clientCertificate
        self.span = span
    }

    /// A name with a value.
    package struct Field: Sendable, Hashable {
        /// The name.
        package var name: Name
        /// The value.
        package var value: Template

        /// Makes a field.
        package init(name: Name, value: Template) {
            self.name = name
            self.value = value
        }
    }

    /// A body and how it is encoded.
    package enum Body: Sendable, Hashable {
        /// `application/json`.
        case json(JSONTemplate)
        /// `application/x-www-form-urlencoded`.
        case form([Field])
        /// As it is.
        case text(Template)
    }

    /// Credentials.
    package enum Auth: Sendable, Hashable {
        /// RFC 7617.
        case basic(user: Template, password: Template)
        /// RFC 6750.
        case bearer(Template)
    }

    /// PEM files.
    package struct ClientCertificate: Sendable, Hashable {
        /// The path of the certificate.
        package var certificate: Template
        /// The path of its key.
        package var key: Template?
    }
}

/// An `http` step: a request and what its answer must be.
package struct HTTPStep: Sendable, Hashable {
    /// The request.
    package var request: HTTPRequestSpec
    /// The statuses that are right; empty means any 2xx.
    package var status: [Int]
    /// What the body must match, if anything.
    package var match: JSONTemplate?

    /// Whether a status is what the scenario expects.
    ///
    /// - Parameter code: The status of the answer.
    /// - Returns: True when it is listed, or nothing is listed and it is a 2xx.
    package func accepts(_ code: Int) -> Bool {
        status.isEmpty ? (200...299).contains(code) : status.contains(code)
    }
}
