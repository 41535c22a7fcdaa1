internal import Foundation
package import JSONKit

/// What `${…}` stands for in one run.
package struct Variables: Sendable {
    /// Variables of the environment that the scenario declares.
    package var env: [String: String]
    /// Secrets that the scenario declares.
    package var secrets: [String: String]
    /// `case.NAME` of this run; a member of a map is there as `user.name` as well.
    package var cases: [String: JSON]
    /// Who and when this run is.
    package var run: RunIdentity
    /// The correlation ID; the run's UUID until the scenario's own is resolved.
    package var correlationID: String
    /// The captures that are pieces of the page's address, and so are encoded as they stand.
    var addressPieces: Set<String> = []
    /// The values of `let` and of captures.
    package private(set) var values: [String: JSON] = [:]
    /// The captures that are never written in clear.
    package private(set) var secretCaptures: Set<String> = []
    /// The names whose values the scenario's author wrote; all others are data.
    private var written: Set<String> = []
    private var now: @Sendable () -> String

    /// Makes the variables of a run, without `let` and captures.
    ///
    /// - Parameters:
    ///   - run: Who and when this run is.
    ///   - env: Variables of the environment.
    ///   - secrets: Secrets.
    ///   - cases: The values of the case that is run.
    ///   - now: Gives `${now}`.
    package init(
        run: RunIdentity,
        env: [String: String] = [:],
        secrets: [String: String] = [:],
        cases: [String: JSON] = [:],
        now: @escaping @Sendable () -> String = { RunIdentity.timestamp() }
    ) {
        self.run = run
        self.env = env
        self.secrets = secrets
        self.cases = cases
        self.correlationID = run.uuid
        self.now = now
    }

    /// Gives a capture its value.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - value: The value; an earlier one is replaced.
    ///   - secret: The value is never to be written in clear.
    package mutating func set(_ name: String, to value: JSON, secret: Bool = false) {
        values[name] = value
        written.remove(name)
        if secret { secretCaptures.insert(name) }
    }

    /// Gives a `let` its value.
    mutating func bind(_ name: String, to value: JSON) {
        values[name] = value
        written.insert(name)
    }

    /// True for a value that the scenario's author wrote.
    func isWritten(_ name: String) -> Bool { written.contains(name) }

    /// True for what came out of a page or an answer.
    func isCaptured(_ name: String) -> Bool { values[name] != nil && !isWritten(name) }

    /// True for what nobody wrote down: a capture, and a secret, whatever is in it.
    func isData(_ name: String) -> Bool { name.hasPrefix("secrets.") || isCaptured(name) }

    /// Lets `${now}` stand still, for what is filled in more than once and has to stay the same.
    ///
    /// - Parameter instant: What it stands for from here on; this moment, unless given.
    /// - Returns: What it stands for.
    @discardableResult
    package mutating func freeze(now instant: String? = nil) -> String {
        let instant = instant ?? now()
        now = { instant }
        return instant
    }

    /// What a name stands for.
    ///
    /// - Parameter name: A name as it stands between `${` and `}`.
    /// - Returns: The value; nothing when the name stands for nothing (yet).
    package subscript(name: String) -> JSON? {
        switch name {
        case "uuid": return .string(run.uuid)
        case "now": return .string(now())
        case "run.id": return .string(run.id)
        case "run.started": return .string(run.started)
        case "correlation.id": return .string(correlationID)
        case "correlation.trace_id": return .string(run.traceID)
        default: break
        }
        if let value = values[name] { return value }
        guard let dot = name.firstIndex(of: ".") else { return nil }
        let member = String(name[name.index(after: dot)...])
        switch name[..<dot] {
        case "env": return env[member].map { .string($0) }
        case "secrets": return secrets[member].map { .string($0) }
        case "case": return cases[member]
        default: return nil
        }
    }

    /// What a name stands for, or the error that it stands for nothing.
    func value(of name: Name) throws(ResolutionError) -> JSON {
        if let value = self[name.text] { return value }
        throw ResolutionError(
            message: "${\(name.text)} has no value yet",
            remedy: "capture it in an earlier step, or look whether that step was skipped",
            span: name.span
        )
    }

    /// Every text that must not be written in clear, by the name it is shown under.
    package var redactions: [(name: String, value: String)] {
        var all = secrets.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        for name in secretCaptures.sorted() {
            if let value = values[name] { all.append((name, Template.text(of: value))) }
        }
        return all
    }
}

/// Who and when a run is.
package struct RunIdentity: Sendable, Hashable, Codable {
    /// The run's ID, as in the bundle's name.
    package var id: String
    /// When it began, RFC 3339 in UTC.
    package var started: String
    /// `${uuid}`: the same throughout the run, lowercase.
    package var uuid: String
    /// `${correlation.trace_id}`: 32 lowercase hexadecimal digits, not all zero (W3C Trace Context).
    package var traceID: String

    /// Makes an identity.
    ///
    /// - Parameters:
    ///   - id: The run's ID.
    ///   - started: When it began; now, unless given.
    ///   - uuid: A random one, unless given.
    ///   - traceID: A random one, unless given.
    package init(
        id: String,
        started: String = RunIdentity.timestamp(),
        uuid: String = UUID().uuidString.lowercased(),
        traceID: String = UUID().uuidString.lowercased().replacing("-", with: "")
    ) {
        self.id = id
        self.started = started
        self.uuid = uuid
        self.traceID = traceID
    }

    /// This moment, RFC 3339 in UTC with milliseconds.
    ///
    /// - Returns: A text such as `2026-01-31T12:00:00.123Z`.
    package static func timestamp() -> String {
        Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
