import BrowserAutomation
import RunModel
import ScenarioModel
import Transport

extension StepFailure {
    /// The one place where what was thrown becomes a value.
    init(_ error: any Error) {
        switch error {
        case let failure as StepFailure: self = failure
        case let error as BrowserError:
            self.init(kind: Self.kind(of: error), message: error.description, log: error.log)
        case let error as TransportError:
            self.init(kind: .http, message: error.description)
        case let error as ResolutionError:
            self.init(kind: .internal, message: error.description)
        case is CancellationError:
            self.init(kind: .internal, message: "the run was stopped")
        default:
            self.init(kind: .internal, message: "\(error)")
        }
    }

    /// The back end answered, and is not as an `expect` says that it has to be.
    static func backEnd(_ message: String, log: [String]) -> StepFailure {
        StepFailure(kind: .backend, message: message, log: log)
    }

    private static func kind(of error: BrowserError) -> Kind {
        switch error {
        case .launch, .browserExited, .targetCrashed, .protocolFailure: .browser
        case .navigation(_, let failure): failure.isUnreachable ? .unreachable : .action
        default: .action
        }
    }
}
