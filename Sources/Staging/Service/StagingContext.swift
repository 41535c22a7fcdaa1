import Foundation
import Hummingbird

/// What goes with a request through the middleware to the route. Answers are JSON with sorted keys, so that the same
/// state is the same text.
struct StagingContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: Source) { coreContext = CoreRequestContextStorage(source: source) }

    var responseEncoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
