/// An element of an XML document, with text or with elements in it.
struct XMLTag {
    /// Its name.
    var name: String
    /// Its attributes in order; those without a value are left out.
    var attributes: [(name: String, value: String?)]
    /// What stands in it.
    var content: Content

    /// What can stand in an element.
    enum Content {
        /// Text, kept to the letter.
        case text(String)
        /// Elements, each on lines of its own.
        case tags([XMLTag])
    }

    /// Makes an element.
    init(_ name: String, _ attributes: [(name: String, value: String?)] = [], _ content: Content = .text("")) {
        self.name = name
        self.attributes = attributes
        self.content = content
    }

    /// The element as a document.
    ///
    /// - Returns: XML 1.0 with a newline at its end.
    var document: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(indent: "") }

    private func lines(indent: String) -> String {
        let written = attributes.map { name, value in
            value.map { " \(name)=\"\(Self.escaped($0, isAttribute: true))\"" } ?? ""
        }
        let start = "\(indent)<\(name)\(written.joined())"
        switch content {
        case .text(let text):
            return text.isEmpty ? start + "/>\n" : "\(start)>\(Self.escaped(text))</\(name)>\n"
        case .tags(let tags):
            return "\(start)>\n\(tags.map { $0.lines(indent: indent + "  ") }.joined())\(indent)</\(name)>\n"
        }
    }

    /// Text as it may stand in a document: what XML has no character for, not even as a reference, is left out
    /// (XML 1.0, productions 2 and 14; 3.3.3 for white space in attributes).
    static func escaped(_ text: String, isAttribute: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\r": result += "&#13;"
            case "\n" where isAttribute: result += "&#10;"
            case "\t" where isAttribute: result += "&#9;"
            case _ where isLegal(scalar): result.unicodeScalars.append(scalar)
            default: break
            }
        }
        return result
    }

    private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
