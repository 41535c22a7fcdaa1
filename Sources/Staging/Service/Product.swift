/// The one thing that is sold.
enum Product {
    static let name = "Enamel mug"

    /// In cents.
    static let price = 1200

    /// How many a tenant's warehouse has unless it is set up with another number.
    static let usualStock = 5
}
