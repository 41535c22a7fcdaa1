package import RunModel

/// A bundle to which only the reports are missing.
package struct BundleDraft: Sendable {
    /// What is told of the run.
    package var result: RunResult
    /// The files so far, without those that the policy leaves out.
    package var files: [BundleFile]
    /// The folder as it is called now, absolute: the journal and the blobs can be read in it.
    package var folder: String
}
