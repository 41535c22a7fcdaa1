import Convergence
import RunModel
import ScenarioModel

extension SourceLocation {
    /// Where a span of a scenario's file begins.
    init(_ span: SourceSpan) { self.init(line: span.line, column: span.column, file: span.file) }
}

extension Scenario {
    /// Where each subject of the plan stands in the file, by ``Subject/key``: what is told of a stage can point at it.
    var places: [String: SourceLocation] {
        var places: [String: SourceLocation] = [:]
        for stage in converge.stages { places[Subject.stage(stage.name.text).key] = SourceLocation(stage.name.span) }
        for (index, state) in converge.never.enumerated() {
            places[Subject.never(index).key] = SourceLocation(state.condition.span)
        }
        if let final = converge.final { places[Subject.final.key] = SourceLocation(final.span) }
        places[PlaceKey.settle] = SourceLocation(converge.settleSpan ?? converge.span)
        if let triggerIndex { places[PlaceKey.trigger] = SourceLocation(steps[triggerIndex].span) }
        if let given { places[Subject.given.key] = SourceLocation(given.span) }
        return places
    }
}
