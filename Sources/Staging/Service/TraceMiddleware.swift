import HTTPTypes
import Hummingbird
import Logging

extension HTTPField.Name {
    /// The ID that follows a user action through all services.
    static let correlationID = HTTPField.Name("x-correlation-id")!
    /// W3C trace context.
    static let traceparent = HTTPField.Name("traceparent")!
    /// Opens the endpoints that only services may call.
    static let peerKey = HTTPField.Name("x-peer-key")!
    /// The same key, the same charge.
    static let idempotencyKey = HTTPField.Name("idempotency-key")!
    /// Signature of a webhook.
    static let stagingSignature = HTTPField.Name("staging-signature")!
}

/// Binds the request's trace to its task, and writes one log line for each answer.
struct TraceMiddleware: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request,
        context: StagingContext,
        next: NextResponder
    ) async throws -> Response {
        let parent = request.headers[.traceparent].flatMap(TraceParent.init) ?? TraceParent()
        let trace = Trace(correlationID: request.headers[.correlationID], parent: parent)
        return try await Trace.$current.withValue(trace) {
            let start = ContinuousClock.now
            do {
                let response = try await next(request, context)
                log(request, status: response.status.code, since: start)
                return response
            } catch {
                let status = (error as? any HTTPResponseError)?.status.code ?? 500
                log(request, status: status, since: start, error: "\(error)")
                throw error
            }
        }
    }

    private func log(_ request: Request, status: Int, since start: ContinuousClock.Instant, error: String? = nil) {
        guard request.uri.path != "/health" else { return }
        var fields: Logger.Metadata = [
            "method": "\(request.method)", "path": "\(request.uri.path)", "status": "\(status)",
            "ms": "\(Int(((ContinuousClock.now - start) / .milliseconds(1)).rounded()))",
        ]
        if let error { fields["error"] = "\(error)" }
        logger.log(level: status >= 500 ? .error : .info, "request", metadata: fields)
    }
}
