extension Decoder {
    /// Methods that have a key of their own.
    static let methods = ["get", "post", "put", "patch", "delete", "head", "options"]

    /// A request, of a probe or a step.
    func request(_ entry: YAMLEntry) -> HTTPRequestSpec? {
        let example = "http: { get: \"https://…\" }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let target = target(&fields)
        var request = HTTPRequestSpec(
            method: target?.method ?? "GET",
            url: target?.url ?? Template(literal: "", span: fields.span),
            headers: [],
            body: nil,
            auth: nil,
            clientCertificate: nil,
            span: entry.span
        )
        if let headers = fields.take("headers") { request.headers = pairs(headers) }
        request.body = body(&fields)
        if let auth = fields.take("auth") { request.auth = self.auth(auth) }
        if let certificate = fields.take("client_certificate") {
            request.clientCertificate = clientCertificate(certificate)
        }
        fields.finish(hints: Self.requestHints)
        return target == nil ? nil : request
    }

    /// `get: URL`, or `method: NAME` with `url: URL` for a method without a key of its own.
    private func target(_ fields: inout Fields) -> (method: String, url: Template)? {
        let short = Self.methods.filter(fields.has)
        fields.allow(Self.methods)
        let method = fields.take("method")
        let url = fields.take("url")
        if short.count > 1, let second = fields.entries.last(where: { short.contains($0.key) }) {
            report(
                .conflictingKeys, at: second.span, "a request has one method", remedy: "keep one of them"
            )
        }
        if let first = short.first, let entry = fields.entries.first(where: { $0.key == first }) {
            for other in [method, url].compactMap(\.self) {
                report(
                    .conflictingKeys, at: other.span, "`\(first)` says the method and the address already",
                    remedy: "remove `\(other.key)`"
                )
            }
            return address(entry, example: "\(first): \"https://…\"").map { (first.uppercased(), $0) }
        }
        guard let url else {
            if !fields.isIncomplete, !fields.hasMisspelt(Self.methods) {
                report(
                    .missingKey, at: fields.span, "the request has no method and address",
                    remedy: "write get: URL, post: URL, …"
                )
            }
            return nil
        }
        guard let method else {
            report(
                .missingKey, at: url.span, "the request has an address but no method",
                remedy: "write get: URL, post: URL, …"
            )
            return nil
        }
        guard let name = text(method), let address = address(url) else { return nil }
        if name.wholeMatch(of: /[A-Za-z][A-Za-z\-]*/) == nil {
            report(.wrongValue, at: method.value.span, "`\(name)` is no method", remedy: "write method: PURGE")
        }
        return (name.uppercased(), address)
    }

    private func body(_ fields: inout Fields) -> HTTPRequestSpec.Body? {
        let given = ["json", "form", "body"].filter(fields.has)
        if given.count > 1, let second = fields.entries.last(where: { given.contains($0.key) }) {
            report(.conflictingKeys, at: second.span, "a request has one body", remedy: "keep one of json, form, body")
        }
        var body: HTTPRequestSpec.Body?
        if let entry = fields.take("json") { body = json(entry.value, for: entry.key).map { .json($0) } }
        if let entry = fields.take("form") { body = .form(pairs(entry)) }
        if let entry = fields.take("body") { body = template(entry).map { .text($0) } }
        return body
    }

    /// Names with texts, in file order.
    private func pairs(_ entry: YAMLEntry) -> [HTTPRequestSpec.Field] {
        guard let fields = fields(entry.value, of: entry.key, example: "\(entry.key): { NAME: VALUE }") else {
            return []
        }
        return fields.entries.compactMap { pair in
            if entry.key == "headers" { checkHeaderName(pair.key, at: pair.span) }
            return template(pair).map { HTTPRequestSpec.Field(name: Name(pair.key, span: pair.span), value: $0) }
        }
    }

    /// Reports what cannot be the name of a header (RFC 9110, section 5.1).
    private func checkHeaderName(_ name: String, at span: SourceSpan) {
        guard name.wholeMatch(of: /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/) == nil else { return }
        report(.badName, at: span, "`\(name.prefix(80))` is no header name", remedy: "see RFC 9110, section 5.1")
    }

    /// The name of a header as a value, checked as far as it is known.
    func headerName(_ entry: YAMLEntry) -> Template? {
        guard let template = template(entry) else { return nil }
        // A letter stands for what is filled in.
        let example = template.segments.map { segment in
            if case .text(let text) = segment { text } else { "x" }
        }.joined()
        checkHeaderName(example, at: entry.value.span)
        return template
    }

    private func auth(_ entry: YAMLEntry) -> HTTPRequestSpec.Auth? {
        let example = "auth: { bearer: \"${secrets.TOKEN}\" }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let bearer = fields.take("bearer")
        let basic = fields.take("basic")
        fields.finish()
        if bearer == nil, basic == nil, fields.entries.isEmpty {
            report(.missingKey, at: fields.span, "`auth` needs `basic` or `bearer`", remedy: "write \(example)")
        }
        if let bearer, let basic {
            report(
                .conflictingKeys, at: max(bearer.span, basic.span), "`basic` and `bearer` exclude each other",
                remedy: "keep one of them"
            )
        }
        if let bearer { return template(bearer).map { .bearer($0) } }
        let form = "basic: { user: NAME, password: \"${secrets.PASSWORD}\" }"
        guard let basic, var inner = self.fields(basic.value, of: "basic", example: form) else { return nil }
        let user = inner.require("user", example: form).flatMap { template($0) }
        let password = inner.require("password", example: form).flatMap { template($0) }
        inner.finish()
        guard let user, let password else { return nil }
        return .basic(user: user, password: password)
    }

    private func clientCertificate(_ entry: YAMLEntry) -> HTTPRequestSpec.ClientCertificate? {
        let example = "client_certificate: { cert: client.pem, key: client.key }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let certificate = fields.require("cert", example: example).flatMap { template($0) }
        let key = fields.take("key").flatMap { template($0) }
        fields.finish()
        return certificate.map { HTTPRequestSpec.ClientCertificate(certificate: $0, key: key) }
    }

    /// An `http` step.
    func httpStep(_ verb: YAMLEntry, expect: YAMLEntry?) -> HTTPStep? {
        var step = request(verb).map { HTTPStep(request: $0, status: [], match: nil) }
        guard let expect else { return step }
        let example = "expect: { status: 201 }"
        guard var fields = fields(expect.value, of: expect.key, example: example) else { return nil }
        if let status = fields.take("status") { step?.status = statuses(status) }
        if let match = fields.take("match") { step?.match = pattern(match) }
        fields.finish(hints: ["json": "write match: { field: value }", "body": "write match: { field: value }"])
        return step
    }

    /// One status or several.
    func statuses(_ entry: YAMLEntry) -> [Int] {
        oneOrMore(entry).compactMap { integer($0, for: entry.key, in: 100...599) }
    }

    private static let requestHints = [
        "expect": "write `expect` beside `http`, not inside it",
        "capture": "write `capture` beside `http`, not inside it",
        "timeout": "write `timeout` beside `http`, not inside it",
        "absent": "write `absent` beside `http`, not inside it",
        "data": "write json:, form: or body:", "header": "write headers: { NAME: VALUE }",
    ]
}
