/// XML in which the words are masked and the markup is not, so that a secret that is called like a tag leaves it XML.
enum MaskedXML {
    /// Masks the texts and the values of the attributes.
    ///
    /// - Parameters:
    ///   - xml: A document whose `<`, `>` and `"` are markup wherever they stand, as those of reports are.
    ///   - redactors: What knows the secrets.
    /// - Returns: The document without secrets.
    static func text(_ xml: String, by redactors: Redactors) -> String {
        guard redactors.mask(xml) != xml else { return xml }
        var masked = ""
        var words = ""
        var isTag = false
        var isValue = false
        for scalar in xml.unicodeScalars {
            let isMark = scalar == "<" || scalar == ">" || scalar == "\""
            if !isTag || isValue, !isMark {
                words.unicodeScalars.append(scalar)
                continue
            }
            masked += redactors.mask(words)
            words = ""
            masked.unicodeScalars.append(scalar)
            switch scalar {
            case "<": isTag = true
            case ">": isTag = false
            case "\"" where isTag: isValue.toggle()
            default: break
            }
        }
        return masked + redactors.mask(words)
    }
}
