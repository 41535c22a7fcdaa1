/// The in-page scripts, joined.
enum Scripts {
    /// The files of the library, in the order their functions are defined.
    private static let files: [[UInt8]] = [
        PackageResources.dom_js, PackageResources.text_js, PackageResources.visibility_js, PackageResources.roles_js,
        PackageResources.names_js, PackageResources.css_js, PackageResources.locate_js, PackageResources.state_js,
        PackageResources.secrets_js, PackageResources.actionability_js, PackageResources.interceptor_js,
        PackageResources.answering_js, PackageResources.effects_js, PackageResources.input_js,
        PackageResources.observe_js,
        PackageResources.snapshot_js,
    ]

    private static let exported = [
        "stateOf", "stateUnless", "title", "titleUnless", "prepare", "disarm", "dispatchOutcome", "seenEffects",
        "beginFill", "focusHeld", "heldBox", "chooseOptions", "documentHTML", "maskSecrets", "unmaskSecrets",
        "beginSecretTyping", "endSecretTyping", "secretsShown",
    ]

    /// The name of the isolated world, which pages cannot reach.
    static let world = "endstate"

    /// What runs at the start of every document, in the isolated world: defines `endstate`.
    static let library: String = {
        let body = files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        return "(() => {\n\"use strict\";\n\(body)\nglobalThis.endstate = {\(exported.joined(separator: ", "))};\n})();"
    }()

    /// A function of the page's own world: what would answer at a point.
    static let listeners = String(decoding: PackageResources.listeners_js, as: UTF8.self)

    /// A function of the isolated world: keeps the run's ID in local storage.
    static let correlation = String(decoding: PackageResources.correlation_js, as: UTF8.self)
}
