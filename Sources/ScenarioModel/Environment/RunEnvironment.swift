/// Where declared variables and secrets come from.
package struct RunEnvironment: Sendable {
    private var variables: [String: Value] = [:]

    private struct Value {
        var text: String
        var exposedIn: String?
    }

    /// Makes an environment; a variable of the process wins over one of a file, a later file over an earlier.
    ///
    /// - Parameters:
    ///   - process: The process's own environment.
    ///   - files: Env files in the order given.
    package init(process: [String: String] = [:], files: [EnvFile] = []) {
        for file in files {
            for (name, text) in file.values {
                variables[name] = Value(text: text, exposedIn: file.isReadableByOthers ? file.path : nil)
            }
        }
        for (name, text) in process { variables[name] = Value(text: text, exposedIn: nil) }
    }

    /// The value of a variable; nothing when it is not set or empty.
    package subscript(name: String) -> String? {
        variables[name].flatMap { $0.text.isEmpty ? nil : $0.text }
    }

    /// Sets a variable over whatever was there.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - text: The value.
    package mutating func set(_ name: String, to text: String) {
        variables[name] = Value(text: text, exposedIn: nil)
    }

    /// True also for a variable that is set to nothing.
    func isSet(_ name: String) -> Bool { variables[name] != nil }

    /// The names that are set, in order.
    var names: [String] { variables.keys.sorted() }

    /// The files that others can read, by the variable that comes from them.
    var exposed: [String: String] { variables.compactMapValues(\.exposedIn) }

    /// The values of those names that are set.
    func values(of names: [Name]) -> [String: String] {
        var values: [String: String] = [:]
        for name in names { values[name.text] = self[name.text] }
        return values
    }
}
