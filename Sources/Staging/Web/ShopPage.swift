extension WebService {
    /// The page where the one product is ordered.
    func shopPage(apiURL: String) throws -> Page {
        try Page(
            title: "Shop",
            body: """
                <h1>Shop</h1>
                <p><strong data-testid="product">…</strong> <span data-testid="price"></span></p>
                <p>In stock: <span data-testid="stock">…</span></p>
                <p><button data-testid="submit-order" type="button">Order</button></p>
                <p data-testid="order-success" role="status" hidden>Thank you! Your order is on its way.</p>
                <p data-testid="order-error" role="alert" hidden></p>
                <nav><a href="/dashboard">Dashboard</a></nav>
                """,
            script: .shop, options: ScriptOptions(apiURL: apiURL))
    }
}
