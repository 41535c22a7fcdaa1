package import JSONKit

extension Scenario {
    /// The variables a run starts with: the environment it declares, the correlation ID and every `let`, in order.
    ///
    /// - Parameters:
    ///   - environment: Where declared variables and secrets are looked up.
    ///   - run: Who and when the run is.
    ///   - cases: The values of the case that is run.
    ///   - overrides: Values that replace those of `let` (`--set`).
    /// - Returns: The variables.
    /// - Throws: ``ResolutionError`` when a declared variable is missing, or an override is not of its type;
    ///   ``RunEnvironment/check(_:)`` and ``RunEnvironment/apply(_:to:)`` say so for all of them at once and earlier.
    package func variables(
        environment: RunEnvironment,
        run: RunIdentity,
        cases: [String: JSON] = [:],
        overrides: [String: String] = [:]
    ) throws(ResolutionError) -> Variables {
        var variables = Variables(
            run: run,
            env: environment.values(of: needs.env),
            secrets: environment.values(of: needs.secrets),
            cases: cases
        )
        if let correlation {
            variables.correlationID = try correlation.id.resolve(variables)
        }
        for binding in lets {
            if let text = overrides[binding.name.text] {
                variables.set(binding.name.text, to: try binding.value(setTo: text))
            } else {
                variables.bind(binding.name.text, to: try binding.value.resolve(variables))
            }
        }
        return variables
    }
}
