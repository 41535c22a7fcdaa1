import BrowserAutomation
import Foundation

/// Looks at the browser by starting it: what a start would say is better known than guessed.
struct BrowserExamination {
    /// How the browser would be started in a run.
    let options: BrowserOptions

    private static let patience = Duration.seconds(30)

    /// Looks.
    func findings() async -> [Finding] {
        if options.attachURL == nil {
            do {
                let binary = try BrowserBinary.find(options)
                return await start("\(binary.path) (\(binary.source))")
            } catch {
                return [Self.problem("browser", error)]
            }
        }
        return await start(AttachEndpoint.shown(options.attachURL ?? ""))
    }

    private func start(_ place: String) async -> [Finding] {
        do {
            let product = try await product(options)
            let sandbox = options.withoutSandbox ? "off, as asked for" : "works"
            return [
                Finding(name: "browser", found: "\(product), \(place)"),
                Finding(name: "sandbox", found: options.attachURL == nil ? sandbox : "the running browser's own"),
            ]
        } catch {
            guard !options.withoutSandbox, options.attachURL == nil else { return [Self.problem("browser", error)] }
            return await startWithoutSandbox(place, after: error)
        }
    }

    /// Tells a browser that cannot start from one that only cannot start with its sandbox.
    private func startWithoutSandbox(_ place: String, after first: any Error) async -> [Finding] {
        var without = options
        without.withoutSandbox = true
        guard let product = try? await product(without) else { return [Self.problem("browser", first)] }
        let sandbox = Self.problem("sandbox", first)
        return [Finding(name: "browser", found: "\(product), \(place)"), sandbox]
    }

    private func product(_ options: BrowserOptions) async throws -> String {
        try await withBrowser(options, deadline: .now + Self.patience) { $0.identity.product }
    }

    private static func problem(_ name: String, _ error: any Error) -> Finding {
        if case BrowserError.launch(let reason, let remedy) = error {
            return Finding(name: name, found: reason, remedy: remedy, isFatal: true)
        }
        return Finding(
            name: name, found: "\(error)", remedy: "start it by hand and see what it says", isFatal: true)
    }
}
