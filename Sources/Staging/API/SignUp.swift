import Hummingbird

extension APIService {
    /// What the sign-up page calls. Signing up creates the user of a tenant that `POST /test/setup-signup` made.
    func addSignUpRoutes(to routes: Routes) {
        routes.post("signup") { request, context in
            let order = try await request.decode(as: SignUpOrder.self, context: context)
            try order.check()
            guard let tenant = try await environment.tenants.find(email: order.email) else {
                throw HTTPError(
                    .forbidden, message: "nobody is expected under this address; POST /test/setup-signup comes first")
            }
            guard !tenant.hasUser else { throw HTTPError(.conflict, message: "this address has an account already") }
            let action = Action.current(of: tenant.id)
            return try await accept(.signUp, order.email, by: action) { id in
                let message = QueueMessage(.signUpRequested, id: id, of: action, data: order.messageData())
                try await environment.enqueue(tenant.changed(message, at: \.queueMessage))
            }
        }
    }
}

/// What the form has.
private struct SignUpOrder: Decodable, Sendable {
    var email: String
    var password: String
    var name: String

    func check() throws {
        guard email.contains("@") else { throw HTTPError(.badRequest, message: "'\(email)' is not an email address") }
        guard password.count >= 8 else { throw HTTPError(.badRequest, message: "the password is shorter than 8") }
        guard name.contains(where: { !$0.isWhitespace }) else {
            throw HTTPError(.badRequest, message: "the name is empty")
        }
    }

    /// The data of `signup.requested`, schema 1; the password goes no further than here.
    func messageData() -> [String: String] {
        let salt = Identifier.hex(bytes: 16)
        return [
            "email": email, "name": name, "salt": salt,
            "password_digest": PasswordDigest.make(of: password, salt: salt),
        ]
    }
}
