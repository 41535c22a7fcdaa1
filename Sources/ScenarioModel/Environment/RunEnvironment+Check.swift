internal import JSONKit

extension RunEnvironment {
    /// The shortest secret: a shorter one is found in ordinary text, so that redacting it would tear everything apart.
    package static let shortestSecret = 6

    /// What the scenarios need and the environment lacks, all of it at once.
    ///
    /// - Parameter scenarios: The scenarios to run.
    /// - Returns: A diagnostic for each variable that is missing, and for each secret that is too short.
    package func check(_ scenarios: [Scenario]) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        var seen: Set<String> = []
        for scenario in scenarios {
            for name in scenario.needs.env where self[name.text] == nil && seen.insert(name.text).inserted {
                faults.append(missing(.missingEnvironment, name, "the variable", in: scenario))
            }
            for name in scenario.needs.secrets where seen.insert("secret " + name.text).inserted {
                faults += check(secret: name, in: scenario)
            }
        }
        return faults
    }

    private func check(secret name: Name, in scenario: Scenario) -> [Diagnostic] {
        guard let value = self[name.text] else { return [missing(.missingSecret, name, "the secret", in: scenario)] }
        var faults: [Diagnostic] = []
        if ShortSecret.isShort(value) {
            faults.append(
                Diagnostic(
                    .shortSecret,
                    file: scenario.file,
                    span: name.span,
                    title: ShortSecret.title(name.text),
                    remedy: ShortSecret.remedy
                )
            )
        }
        if let path = exposed[name.text] {
            faults.append(
                Diagnostic(
                    .envFileReadable,
                    severity: .warning,
                    file: scenario.file,
                    span: name.span,
                    title: "the secret `\(name)` comes from `\(path)`, which others can read",
                    remedy: "run chmod 600 \(path)"
                )
            )
        }
        return faults
    }

    private func missing(
        _ code: Diagnostic.Code, _ name: Name, _ what: String, in scenario: Scenario
    ) -> Diagnostic {
        let isEmpty = isSet(name.text)
        let nearest = isEmpty ? nil : StringDistance.nearest(to: name.text, in: names)
        return Diagnostic(
            code,
            file: scenario.file,
            span: name.span,
            title: isEmpty ? "\(what) `\(name)` is set, but empty" : "\(what) `\(name)` is not set",
            remedy: "export \(name)=…, or put it into a file and give that with --env-file",
            suggestion: nearest.map { "`\($0)` is set" }
        )
    }

    /// Sets what `--set NAME=VALUE` says: a variable that a scenario needs. What is no such variable, but a `let`, is
    /// for ``Scenario/variables(environment:run:for:overrides:)``.
    ///
    /// - Parameters:
    ///   - settings: Names and values.
    ///   - scenarios: The scenarios to run.
    /// - Returns: The values that replace those of `let`, and a diagnostic for each name that no scenario has, and for
    ///   each value that is not of the type that a scenario has there.
    package mutating func apply(
        _ settings: [String: String], to scenarios: [Scenario]
    ) -> (overrides: [String: String], diagnostics: [Diagnostic]) {
        let lets = Set(scenarios.flatMap(\.lets).map(\.name.text))
        let needed = Set(scenarios.flatMap { $0.needs.env + $0.needs.secrets }.map(\.text))
        var overrides: [String: String] = [:]
        var faults: [Diagnostic] = []
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            if lets.contains(name) {
                overrides[name] = value
                if let misfit = Self.misfit(name, value, in: scenarios) { faults.append(misfit) }
            }
            if needed.contains(name) { set(name, to: value) }
            guard !lets.contains(name), !needed.contains(name) else { continue }
            let known = lets.union(needed).sorted()
            let nearest = StringDistance.nearest(to: name, in: known)
            faults.append(
                Diagnostic(
                    .unknownSetting,
                    title: "--set \(name): no scenario has a `let` or a need of that name",
                    remedy: nearest.map { "write --set \($0)=…" }
                        ?? (known.isEmpty ? "leave it out" : "the names are \(known.joined(separator: ", "))"),
                    suggestion: nearest.map { "did you mean `\($0)`?" }
                )
            )
        }
        return (overrides, faults)
    }

    /// What is wrong with a value that is set, in the first scenario that has something else there.
    private static func misfit(_ name: String, _ value: String, in scenarios: [Scenario]) -> Diagnostic? {
        for scenario in scenarios {
            for binding in scenario.lets where binding.name.text == name {
                do throws(ResolutionError) {
                    _ = try binding.value(setTo: value)
                } catch {
                    return Diagnostic(
                        .wrongSetting, file: scenario.file, span: error.span, title: error.message,
                        remedy: error.remedy)
                }
            }
        }
        return nil
    }
}
