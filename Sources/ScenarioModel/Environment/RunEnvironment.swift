/// Where declared variables and secrets come from.
package struct RunEnvironment: Sendable {
    /// Every variable by name.
    private var variables: [String: Value]

    private struct Value {
        var text: String
        var file: String?
    }

    /// Makes an environment; a variable of the process wins over one of a file, a later file over an earlier.
    ///
    /// - Parameters:
    ///   - process: The process's own environment.
    ///   - files: Env files in the order given.
    package init(process: [String: String] = [:], files: [EnvFile] = []) {
        variables = [:]
        for file in files {
            for (name, text) in file.values { variables[name] = Value(text: text, file: file.path) }
        }
        for (name, text) in process { variables[name] = Value(text: text, file: nil) }
    }

    /// The value of a variable; nothing when it is not set or empty.
    package subscript(name: String) -> String? {
        variables[name].flatMap { $0.text.isEmpty ? nil : $0.text }
    }

    /// Sets a variable over whatever was there (`--set`).
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - text: The value.
    package mutating func set(_ name: String, to text: String) {
        variables[name] = Value(text: text, file: nil)
    }

    /// The values of those names that are set.
    func values(of names: [Name]) -> [String: String] {
        var values: [String: String] = [:]
        for name in names { values[name.text] = self[name.text] }
        return values
    }
}
