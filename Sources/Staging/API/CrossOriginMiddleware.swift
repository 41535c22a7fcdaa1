import HTTPTypes
import Hummingbird

/// Lets the pages of the web service, and no others, call the api from the browser (Fetch standard, CORS protocol).
struct CrossOriginMiddleware: RouterMiddleware {
    let peers: Peers

    func handle(
        _ request: Request, context: StagingContext,
        next: NextResponder
    ) async throws -> Response {
        guard let origin = request.headers[.origin] else { return try await next(request, context) }
        let isAllowed = (try? peers.url(of: .web)) == origin
        if request.method == .options, request.headers[.accessControlRequestMethod] != nil {
            return Response(status: .noContent, headers: isAllowed ? preflight(origin) : [.vary: "Origin"])
        }
        // Errors are answered here already, so that the page may read them, too.
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        response.headers[.vary] = "Origin"
        if isAllowed { response.headers[.accessControlAllowOrigin] = origin }
        return response
    }

    private func preflight(_ origin: String) -> HTTPFields {
        [
            .accessControlAllowOrigin: origin,
            .accessControlAllowMethods: "GET, POST",
            .accessControlAllowHeaders: "authorization, content-type, x-correlation-id, traceparent, tracestate",
            .accessControlMaxAge: "600",
            .vary: "Origin",
        ]
    }
}
