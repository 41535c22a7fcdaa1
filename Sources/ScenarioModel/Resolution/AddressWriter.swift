internal import JSONKit

/// Writes an address. What was captured, and a secret, is data: one piece of the path or of the query, percent-encoded,
/// so that text from a page never becomes a path or a parameter of its own (RFC 6570, section 3.2.2, simple expansion).
///
/// As it stands goes what somebody wrote as a part of an address, and what is an address already:
/// - what is not data: `env`, `let`, `case` and the like, often with a path or parameters in them;
/// - what the address begins with, such as a base or a captured link;
/// - a path, told by its slash, where the address has none yet, as in `${env.API_URL}${link}`: a link out of an answer
///   could not be followed otherwise;
/// - what `matches` took out of the page's address, which is encoded as it is.
///
/// None of that lets a capture say where an address leads, unless it is what the address begins with: scheme, host and
/// port are those of the address without what was captured.
struct AddressWriter {
    /// How far the address has come.
    private enum Reach: Comparable {
        case nothing, host, path, query
    }

    private let variables: Variables
    private var text = ""
    private var reach = Reach.nothing
    /// The piece of the path that is being written.
    private var piece = ""
    /// The last variable whose value is in that piece as data.
    private var datum: Name?
    /// The address without what was captured, except for what it begins with.
    private var frame = ""
    /// What the address begins with, where that was captured.
    private var beginning: (name: Name, text: String)?
    /// The first capture after the beginning.
    private var capture: Name?

    /// Writes an address.
    ///
    /// - Parameters:
    ///   - template: The address.
    ///   - variables: What its names stand for.
    /// - Returns: The address as text.
    /// - Throws: ``ResolutionError`` for a name that stands for nothing, or a value that leads out of its place.
    static func address(_ template: Template, _ variables: Variables) throws(ResolutionError) -> String {
        var writer = AddressWriter(variables)
        for segment in template.segments {
            switch segment {
            case .text(let part): try writer.write(part)
            case .variable(let name): try writer.write(name)
            }
        }
        try writer.endPiece()
        try writer.checkOrigin()
        return writer.text
    }

    private init(_ variables: Variables) { self.variables = variables }

    /// What stands in the file.
    private mutating func write(_ part: String) throws(ResolutionError) {
        text += part
        frame += part
        var rest = part.unicodeScalars[...]
        if reach < .path {
            let end = rest.firstIndex { "/?#".unicodeScalars.contains($0) } ?? rest.endIndex
            if rest[..<end].last == ":", rest[end...].starts(with: "//".unicodeScalars) {
                rest = rest[end...].dropFirst(2)
                reach = .host
            } else if reach == .nothing {
                reach = .path
            }
        }
        try follow(rest)
    }

    private mutating func write(_ name: Name) throws(ResolutionError) {
        let value = Template.text(of: try variables.value(of: name))
        let isCaptured = variables.isCaptured(name.text)
        if reach == .nothing {
            // It may have a path of its own, and still be what another path goes on from.
            text += value
            frame += value
            if isCaptured { beginning = (name, value) }
            reach = value.contains { $0 == "?" || $0 == "#" } ? .query : .host
            return
        }
        if isCaptured, capture == nil { capture = name }
        let encoded = String(percentEncoding: value, keeping: Self.unreserved)
        let isAsItStands = goesAsItStands(name, value)
        let written = isAsItStands ? value : encoded
        text += written
        frame += isCaptured ? standIn : written
        if isAsItStands {
            try follow(value.unicodeScalars[...])
        } else if reach < .query {
            piece += encoded
            datum = name
        }
    }

    /// What stands for a capture in the address without captures: nothing in what may be the host; in a path something
    /// that is there and has no slash, for two slashes side by side are followed by a host.
    private var standIn: String { reach < .path ? "" : "-" }

    private func goesAsItStands(_ name: Name, _ value: String) -> Bool {
        let isFirstPath = reach == .host && value.utf8.first == UInt8(ascii: "/")
        return isFirstPath || !variables.isData(name.text) || variables.addressPieces.contains(name.text)
    }

    private mutating func follow(_ part: Substring.UnicodeScalarView) throws(ResolutionError) {
        for scalar in part {
            switch scalar {
            case "?", "#":
                try endPiece()
                reach = .query
            case "/" where reach < .query:
                try endPiece()
                reach = .path
            default:
                if reach < .query { piece.unicodeScalars.append(scalar) }
            }
        }
    }

    /// Dots alone are the folder itself or the one above, also when they are encoded (WHATWG URL, double-dot path
    /// segment): there is no way to write them as data.
    private mutating func endPiece() throws(ResolutionError) {
        if let datum, [".", ".."].contains(piece.lowercased().replacing("%2e", with: ".")) {
            throw ResolutionError(
                message: "with ${\(datum)} filled in, a piece of the path is `\(piece)`, which leads to another path",
                remedy: "look at what it captures: it has to name one thing",
                span: datum.span
            )
        }
        piece = ""
        datum = nil
    }

    /// A capture cannot change where the address leads: neither as a part of a host, nor as a scheme.
    private func checkOrigin() throws(ResolutionError) {
        if let capture, AddressOrigin(of: frame) != AddressOrigin(of: text) { throw Self.otherOrigin(capture) }
        if let beginning, AddressOrigin(of: frame).hasHost, !AddressOrigin(of: beginning.text).hasHost {
            throw Self.otherOrigin(beginning.name)
        }
    }

    private static func otherOrigin(_ name: Name) -> ResolutionError {
        ResolutionError(
            message: "with ${\(name)} filled in, what was captured decides to which host the address leads",
            remedy: "put a `/` before ${\(name)}, or capture the whole address",
            span: name.span
        )
    }

    /// What stays as it is in a value (RFC 3986, section 2.3).
    private static let unreserved = Set(String.unreserved.utf8)
}
