/// What a browser context is like from its first moment.
package struct ContextOptions: Sendable {
    /// The size of its pages.
    package var viewport = Viewport.standard
    /// How the run's ID reaches the system under verification.
    package var correlation: CorrelationPolicy?
    /// The attribute of test IDs is a locator's matter; what answers a dialog is decided here. `beforeunload` dialogs
    /// are always accepted.
    package var dialogAnswer: DialogAnswer = .dismiss
    /// Which bodies are read, as far as Chromium has them; none when nil.
    package var bodies: BodyPolicy?
    /// What pages are filmed like; nil when they are not.
    package var film: FilmPolicy?
    /// Called on the browser's loop for everything that happens, in order. It must be cheap and must not block.
    package var onEvent: @Sendable (BrowserEvent) -> Void = { _ in }

    /// A plain context.
    package init() {}
}
