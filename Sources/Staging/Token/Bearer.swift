import Hummingbird

extension SignedToken {
    /// The claims of the token in a request's `Authorization` header.
    ///
    /// - Throws: 401, saying what is wrong with it.
    func claims(of request: Request) throws -> Claims {
        do {
            guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else {
                throw TokenError.missing
            }
            return try verify(String(header.dropFirst("Bearer ".count)))
        } catch {
            throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"], message: "\(error)")
        }
    }
}
