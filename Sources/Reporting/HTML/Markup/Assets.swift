import Crypto
import Foundation

/// The report's style and script: files of this module, joined in the order in which they build on one another.
enum Assets {
    private static let styles: [[UInt8]] = [
        PackageResources.tokens_css, PackageResources.base_css, PackageResources.verdict_css,
        PackageResources.chain_css, PackageResources.tables_css, PackageResources.axis_css,
        PackageResources.details_css, PackageResources.print_css,
    ]

    private static let scripts: [[UInt8]] = [
        PackageResources.dom_js, PackageResources.words_js, PackageResources.run_js, PackageResources.items_js,
        PackageResources.scale_js, PackageResources.parts_js, PackageResources.facts_js, PackageResources.answers_js,
        PackageResources.details_js, PackageResources.lanes_js, PackageResources.axis_js, PackageResources.search_js,
        PackageResources.keys_js, PackageResources.main_js,
    ]

    /// The style.
    static let style = joined(styles)

    /// The script, in a scope of its own.
    static let script = "(() => {\n\"use strict\";\n\(joined(scripts))\n})();"

    private static func joined(_ files: [[UInt8]]) -> String {
        files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    /// The source expression that allows exactly this script or style (CSP Level 3, section 2.3.1).
    static func source(_ text: String) -> String {
        "'sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())'"
    }
}
