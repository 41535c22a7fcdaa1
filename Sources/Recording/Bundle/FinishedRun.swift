package import RunModel

/// What is left when a run is over and its bundle is closed.
package struct FinishedRun: Sendable {
    /// What is told of the run: verdict, reasons, everything.
    package var result: RunResult
    /// The bundle's folder, absolute; `nil` when nothing is kept.
    package var folder: String?
    /// Files that were withheld because a secret was found in them.
    package var withheld: [String]
}
