/// What takes away an overlay that may come at any time, such as a cookie banner.
package struct HandlerSpec: Sendable, Hashable {
    /// What it is called: the scenario's own name for it, or its locator.
    package var name: String
    /// The element by which the overlay is told.
    package var locator: LocatorSpec
    /// What takes it away.
    package var steps: [Step]
    /// Where the handler stands.
    package var span: SourceSpan
}
