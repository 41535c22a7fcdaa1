package import JSONKit

/// A JSONPath with `${…}` in it.
package struct PathTemplate: Sendable, Hashable, CustomStringConvertible {
    /// The path as text.
    package var template: Template

    /// Makes a path.
    package init(_ template: Template) { self.template = template }

    package var description: String { template.source }

    /// The variables that it names, in order.
    package var references: [Name] { template.references }

    /// The path itself, checked, when nothing is interpolated.
    package var literal: String? { template.literal }

    /// The path as text with a number for each variable, which can stand wherever a value can, between quotes and outside.
    var example: String {
        template.segments.map { segment in
            if case .text(let text) = segment { return text }
            return "0"
        }.joined()
    }

    /// Fills in the variables and reads the path.
    ///
    /// Between quotes a value is escaped, so that it cannot end the string; elsewhere only a number or a plain name may
    /// stand: a captured text can never become a piece of query.
    ///
    /// - Parameter variables: What the names stand for.
    /// - Returns: The path.
    /// - Throws: ``ResolutionError`` for a name that stands for nothing, a value that may not stand there, or a text
    ///   that is no path.
    package func resolve(_ variables: Variables) throws(ResolutionError) -> JSONPath {
        var text = ""
        var scanner = PathQuotes()
        for segment in template.segments {
            switch segment {
            case .text(let part):
                scanner.advance(over: part)
                text += part
            case .variable(let name):
                let value = try variables.value(of: name)
                guard let part = scanner.embed(Template.text(of: value)) else {
                    throw ResolutionError(
                        message: "the value of ${\(name.text)} cannot stand there in a JSONPath",
                        remedy: "write it between quotes, as in $.items[?@.id == '${\(name.text)}']",
                        span: name.span
                    )
                }
                text += part
            }
        }
        do {
            return try JSONPath(text)
        } catch {
            throw ResolutionError(
                message: "'\(text)' is not a JSONPath: \(error.message)", remedy: error.remedy, span: template.span
            )
        }
    }
}

/// Whether a place in a JSONPath lies between quotes.
private struct PathQuotes {
    private var quote: Unicode.Scalar?
    private var escaped = false

    mutating func advance(over text: String) {
        for scalar in text.unicodeScalars {
            if escaped {
                escaped = false
            } else if let open = quote {
                if scalar == "\\" { escaped = true }
                if scalar == open { quote = nil }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            }
        }
    }

    /// The text as it may stand here; nothing where it may not.
    func embed(_ text: String) -> String? {
        guard let quote else {
            let plain = text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_")
            }
            return plain && !text.isEmpty || Double(text) != nil ? text : nil
        }
        var embedded = ""
        for scalar in text.unicodeScalars {
            if scalar == quote || scalar == "\\" {
                embedded += "\\"
                embedded.unicodeScalars.append(scalar)
            } else if scalar.value < 0x20 {
                let digits = String(scalar.value, radix: 16)
                embedded += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                embedded.unicodeScalars.append(scalar)
            }
        }
        return embedded
    }
}
