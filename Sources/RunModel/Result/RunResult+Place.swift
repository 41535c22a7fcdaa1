import Convergence

extension RunResult {
    /// Where in the scenario's file to look first: at the step or stage of the first reason, else at the scenario's name.
    /// `nil` for a journal that does not say where anything stands.
    package var place: SourceLocation? { firstReason.flatMap(place) ?? start?.location }

    /// Where the step or the stage stands that a reason speaks of.
    ///
    /// - Parameter reason: One of the run's reasons.
    /// - Returns: Its place; `nil` when the reason speaks of neither.
    package func place(of reason: Reason) -> SourceLocation? {
        if let index = reason.step, let step = steps.last(where: { $0.started.index == index }) {
            return step.started.location
        }
        guard let stage = reason.stage, let subjects = plan?.subjects.map(\.subject) else { return nil }
        return subjects.first { $0.description == stage }.flatMap { places[$0.key] }
    }
}
