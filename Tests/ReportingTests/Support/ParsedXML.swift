import Foundation
import FoundationXML

/// A document as a parser sees it: what others read, not what was written.
final class ParsedXML: NSObject, XMLParserDelegate {
    /// One element.
    final class Element {
        let name: String
        var attributes: [String: String]
        var children: [Element] = []
        var text = ""

        init(_ name: String, _ attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        /// The children of a name.
        func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

        /// The only child of a name.
        func only(_ name: String) -> Element? { all(name).count == 1 ? all(name)[0] : nil }

        /// The number an attribute holds.
        func number(_ name: String) -> Int? { attributes[name].flatMap { Int($0) } }

        /// The element as XML, without white space between its children.
        var xml: String {
            let attributes = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(Self.escaped($0.value))\"" }
            let inner = children.isEmpty ? Self.escaped(text) : children.map(\.xml).joined()
            return "<\(name)\(attributes.joined())>\(inner)</\(name)>"
        }

        private static func escaped(_ text: String) -> String {
            text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
                .replacingOccurrences(of: "\"", with: "&quot;").replacingOccurrences(of: "\n", with: "&#10;")
        }
    }

    private var open: [Element] = []
    private(set) var root: Element?

    /// Reads a document.
    ///
    /// - Returns: Its root; `nil` when it is not well-formed.
    static func root(of text: String) -> Element? {
        let parser = XMLParser(data: Data(text.utf8))
        let reader = ParsedXML()
        parser.delegate = reader
        return parser.parse() ? reader.root : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let element = Element(name, attributes)
        open.last?.children.append(element)
        if root == nil { root = element }
        open.append(element)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text += string }
}
