import Crypto
import Foundation

/// How passwords are kept. A salted HMAC would be too fast for real ones; these users are made by the thousand.
enum PasswordDigest {
    /// What every user of a staging system logs in with.
    static let everyUsersPassword = "TestPassword123!"

    static func make(of password: String, salt: String) -> String {
        let key = SymmetricKey(data: Data(salt.utf8))
        return Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Data(password.utf8), using: key))
    }
}
