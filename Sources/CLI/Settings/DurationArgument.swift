import ArgumentParser
import JSONKit

/// A duration with its unit, as in a scenario.
struct DurationArgument: ExpressibleByArgument {
    /// The length.
    var duration: Duration

    init?(argument: String) {
        guard let duration = try? DurationText.parse(argument) else { return nil }
        self.duration = duration
    }
}
