import Convergence
import RunModel

/// Takes the baseline: all probes at once, three tries each (R3).
struct BaselineTaker {
    let looker: Looker
    let plan: ConvergencePlan

    /// The pause before a probe that failed is tried again.
    private static let pause = Duration.milliseconds(250)

    /// Looks.
    ///
    /// - Returns: The looks of all probes.
    /// - Throws: `CancellationError` when the run is stopped.
    func take() async throws -> [Look] {
        let looks = await withTaskGroup(of: [Look].self) { group in
            for name in plan.baselineProbes {
                group.addTask { await Self.take(name, looker) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        try Task.checkCancellation()
        return looks
    }

    private static func take(_ name: String, _ looker: Looker) async -> [Look] {
        var looks: [Look] = []
        for attempt in 1...Baseline.tries {
            let look = await looker.look(name, for: .baseline).look
            looks.append(look)
            if look.isSuccessful || attempt == Baseline.tries { break }
            do { try await Task.sleep(for: pause) } catch { break }
        }
        return looks
    }
}
