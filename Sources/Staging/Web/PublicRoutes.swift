import Hummingbird

extension WebService {
    /// What anyone sees, and the scripts.
    func addPublicRoutes(to routes: Routes) {
        routes.get("/") { _, _ in
            Page(
                title: "A system to verify",
                body: """
                    <h1>A system to verify</h1>
                    <p>This is Endstate's embedded staging system: a small product with a plan that can be upgraded
                    and a shop, run as six services (web, auth, api, billing, worker, ledger) that talk over HTTP and a
                    queue. It is real where it matters, slow as a network is slow, and broken where you ask for it.</p>
                    <p>Nothing here costs money. Users are made by <code>POST /test/setup-tenant</code> of the api, with
                    the password <code>TestPassword123!</code>, or sign up after <code>POST /test/setup-signup</code>.</p>
                    <nav><a href="/signup">Sign up</a> · <a href="/login">Log in</a> ·
                    <a href="/settings/billing">Billing</a> · <a href="/shop">Shop</a></nav>
                    """
            ).html()
        }
        routes.get("assets/{script}.js") { _, context in
            let script = try context.parameters.require("script", as: Script.self)
            return Response(
                status: .ok,
                headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: script.bytes)))
        }
        routes.get("favicon.ico") { _, _ in HTTPResponse.Status.noContent }
    }
}
