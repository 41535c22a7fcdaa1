import Convergence
import Foundation
import JSONKit
package import ScenarioModel
package import Transport

/// Asks back ends: one entry for every kind of probe.
package struct ProbeClient: Sendable {
    private let http: HTTPClient

    /// Makes a client.
    ///
    /// - Parameter http: Carries the exchanges; it may be shared by any number of runs.
    package init(http: HTTPClient) {
        self.http = http
    }

    /// Asks a probe once. What goes wrong is an answer, too.
    ///
    /// - Parameters:
    ///   - probe: The probe.
    ///   - variables: What its templates stand for now.
    ///   - deadline: When to stop waiting for the answer.
    /// - Returns: The answer, classified by R9.
    package func ask(
        _ probe: ProbeSpec,
        _ variables: Variables,
        deadline: ContinuousClock.Instant
    ) async -> ProbeAnswer {
        do {
            switch probe.kind {
            case .http(let request):
                let response = try await send(request, variables, deadline: deadline)
                return HTTPAnswerReader(absent: probe.absent).read(response)
            case .command(let run):
                var arguments: [String] = []
                for argument in run { arguments.append(try argument.resolve(variables)) }
                return await CommandProbe(absent: probe.absent).ask(arguments, deadline: deadline)
            case .file(let files):
                let glob = try FileGlob(files.glob, variables)
                let containing = try files.containing?.resolve(variables)
                return await FileProbe(glob: glob, containing: containing, needsText: files.readsText)
                    .ask(deadline: deadline)
            case .unsupported(let kind):
                return ProbeAnswer(.rejected, detail: "probes of kind \(kind) are not supported yet")
            }
        } catch let error as TransportError {
            return ProbeAnswer(Self.outcome(of: error), detail: error.description)
        } catch {
            return ProbeAnswer(.rejected, detail: "\(error)")
        }
    }

    /// Whom a probe asks.
    ///
    /// - Parameters:
    ///   - probe: The probe.
    ///   - variables: What its templates stand for now.
    /// - Returns: The address of its request without user and password, its program or the pattern of its files; `nil` where that cannot be filled in.
    package func address(of probe: ProbeSpec, _ variables: Variables) -> String? {
        switch probe.kind {
        case .http(let request): try? request.url.resolve(variables).publicAddress
        case .command(let run): try? run.first?.resolve(variables)
        case .file(let files): try? files.glob.resolve(variables)
        case .unsupported: nil
        }
    }

    /// Makes one exchange of an `http` step or probe.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - variables: What its templates stand for now.
    ///   - deadline: When to stop waiting.
    /// - Returns: The response, whatever its status.
    /// - Throws: `ResolutionError` for a template, `TransportError` for the exchange.
    package func send(
        _ request: HTTPRequestSpec,
        _ variables: Variables,
        deadline: ContinuousClock.Instant
    ) async throws -> HTTPResponse {
        try await http.send(try RequestBuilder(variables: variables, deadline: deadline).build(request))
    }

    /// A certificate that is not trusted, an address that makes no sense: the next try is the same (R9).
    private static func outcome(of error: TransportError) -> Look.Outcome {
        switch error.code {
        case .tls, .badURL, .badRequest, .tooManyRedirects: .rejected
        default: .transient
        }
    }
}
