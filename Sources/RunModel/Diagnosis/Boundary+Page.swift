package import Convergence

extension Boundary {
    /// Between the user and the page: something could not be done there, or nothing answered it.
    package static let userToPage = Boundary(from: "user", to: "page")
    /// Between the page and whatever it calls, in a scenario that names no services.
    package static let pageToServices = Boundary(from: "page", to: "first service")
    /// Between the back end and what the page shows of it.
    package static let backEndToPage = Boundary(from: "back end", to: "page")
}
