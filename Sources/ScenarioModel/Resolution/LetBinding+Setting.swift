internal import JSONKit

extension LetBinding {
    /// The value that the command line sets (`--set`), of the type that the file has: where the file has a number, `5`
    /// is a number, because a text differs from every number that it is compared with.
    ///
    /// - Parameter text: What the command line says.
    /// - Returns: A number or a boolean where the file has one, else the text.
    /// - Throws: ``ResolutionError`` for a text that is no such thing; the text is not repeated.
    func value(setTo text: String) throws(ResolutionError) -> JSON {
        guard case .value(let own) = value, !own.isNull else { return .string(text) }
        if let set = Decoder.plainValue(text), set.typeName == own.typeName { return set }
        throw ResolutionError(
            message: "--set \(name): `\(name)` is a \(own.typeName), and what is set is none",
            remedy: "write it as the scenario does, --set \(name)=\(own.serialized())",
            span: name.span
        )
    }
}
