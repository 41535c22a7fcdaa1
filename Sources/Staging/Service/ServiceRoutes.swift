import Hummingbird

typealias Routes = RouterGroup<StagingContext>

/// What comes after a middleware.
typealias NextResponder = @concurrent (Request, StagingContext) async throws -> Response

/// The four kinds of endpoints a service has, by who may call them and whether the way there takes time.
struct ServiceRoutes {
    /// Open, and as slow as a real hop.
    let open: Routes
    /// Open, answered at once: set-up and verification, which must not bend what they measure.
    let direct: Routes
    /// For services only, and as slow as a real hop.
    let peer: Routes
    /// For services only, answered at once.
    let inspection: Routes

    init(_ router: Router<StagingContext>, _ environment: ServiceEnvironment) {
        let hop = HopMiddleware(latency: environment.latency)
        let key = PeerKeyMiddleware(key: environment.configuration.keys.peer)
        open = router.group().add(middleware: hop)
        direct = router.group()
        peer = router.group().add(middleware: key).add(middleware: hop)
        inspection = router.group().add(middleware: key)
    }
}

/// Makes a request wait as long as a hop between services takes.
private struct HopMiddleware: RouterMiddleware {
    let latency: Latency

    func handle(
        _ request: Request, context: StagingContext,
        next: NextResponder
    ) async throws -> Response {
        try await latency.hop()
        return try await next(request, context)
    }
}

/// Refuses whoever does not hold the services' key.
private struct PeerKeyMiddleware: RouterMiddleware {
    let key: String

    func handle(
        _ request: Request, context: StagingContext,
        next: NextResponder
    ) async throws -> Response {
        guard request.headers[.peerKey] == key else {
            throw HTTPError(.unauthorized, message: "only the services of this staging system may call this")
        }
        return try await next(request, context)
    }
}
