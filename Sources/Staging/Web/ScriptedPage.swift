import Foundation

/// The scripts of the pages.
enum Script: String, Sendable {
    case billing, shop, signup

    /// The script, behind what all of them have in common.
    var bytes: [UInt8] {
        switch self {
        case .billing: PackageResources.common_js + PackageResources.billing_js
        case .shop: PackageResources.common_js + PackageResources.shop_js
        case .signup: PackageResources.common_js + PackageResources.signup_js
        }
    }
}

/// What every script is told.
struct ScriptOptions: Encodable, Sendable {
    var apiURL: String
}

extension Page {
    /// A page with a script, which finds what it is told in the element `options`.
    init(title: String, body: String, script: Script, options: some Encodable) throws {
        // JSON inside a script element: only `<` could end it early.
        let told = String(decoding: try JSONEncoder().encode(options), as: UTF8.self).replacing("<", with: "\\u003c")
        self.init(
            title: title,
            body: """
                \(body)
                <script id="options" type="application/json">\(told)</script>
                <script src="/assets/\(script.rawValue).js"></script>
                """)
    }
}
