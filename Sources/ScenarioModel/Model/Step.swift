/// One step: a verb with what it needs, and the keys every step may have.
package struct Step: Sendable, Hashable {
    /// Where the step's verb stands.
    package var span: SourceSpan
    /// The step as it was written, on one line, shortened; templates are not resolved in it.
    package var text: String
    /// The name the scenario gives it.
    package var name: String?
    /// How long it may take, when the scenario says so.
    package var timeout: Duration?
    /// Tried, but never red.
    package var optional: Bool
    /// What is kept from it.
    package var captures: [CaptureSpec]
    /// What it does.
    package var action: Action

    /// True for the user action under verification.
    package var isTrigger: Bool {
        if case .trigger = action { return true }
        return false
    }

    /// The name to show: the scenario's own, or the step as written.
    package var title: String { name ?? text }

    /// The step itself, or those of a group; where that is optional, each of them is.
    package var singles: [Step] {
        guard case .group(_, let inner) = action else { return [self] }
        return inner.flatMap(\.singles).map { step in
            var step = step
            step.optional = step.optional || optional
            return step
        }
    }

    /// How long the step may take: what the scenario says, else the default for its kind.
    package var effectiveTimeout: Duration {
        if let timeout { return timeout }
        if optional { return Defaults.optional }
        switch action {
        case .goto, .reload, .back: return Defaults.navigation
        case .expect, .waitFor: return Defaults.expect
        // The back end is looked at first, and that takes what a look may take.
        case .agree: return Defaults.exchange + Defaults.expect
        case .capture: return captures.contains(where: \.asksProbe) ? Defaults.exchange : Defaults.expect
        case .trigger(let step): return step.effectiveTimeout
        default: return Defaults.act
        }
    }
}

/// What a step does.
package indirect enum Action: Sendable, Hashable {
    /// Opens an address, relative to `base`.
    case goto(Template)
    /// Loads the page again.
    case reload
    /// Goes back in the history.
    case back
    /// Clicks.
    case click(PointerSpec)
    /// Clicks twice.
    case dblclick(PointerSpec)
    /// Moves the pointer over an element.
    case hover(PointerSpec)
    /// Replaces the text of a field.
    case fill(LocatorSpec, with: Template)
    /// Empties a field.
    case clear(LocatorSpec)
    /// Types key by key, into the locator or into what has the focus.
    case type(LocatorSpec?, with: Template)
    /// Presses a key such as `Control+S`, on the locator or on what has the focus.
    case press(LocatorSpec?, key: Template)
    /// Chooses options of a select element, by label or value.
    case select(LocatorSpec, options: [Template])
    /// Ticks a box.
    case check(LocatorSpec)
    /// Unticks a box.
    case uncheck(LocatorSpec)
    /// Scrolls an element into view.
    case scroll(LocatorSpec)
    /// Asserts, retried.
    case expect(ExpectSpec)
    /// Waits for the page's own truth.
    case waitFor(WaitSpec)
    /// Only captures (what is in the step's `captures`).
    case capture
    /// Runs a script in the page, once.
    case eval(Template)
    /// One HTTP exchange outside the browser.
    case http(HTTPStep)
    /// Says how the next dialog is answered.
    case dialog(DialogSpec)
    /// Takes a picture.
    case screenshot(ScreenshotSpec)
    /// A named stretch of steps.
    case group(String, [Step])
    /// The user action under verification; its dispatch is time zero.
    case trigger(Step)
    /// Compares what the page shows with what a probe says.
    case agree(AgreeSpec)
    /// A verb of the language that this version does not carry out; `check` refuses it.
    case unsupported(String)
}

/// Where a pointer acts.
package struct PointerSpec: Sendable, Hashable {
    /// The element.
    package var locator: LocatorSpec
    /// The point within the element's box, in CSS pixels from its top left corner; `nil` is the middle.
    package var position: Position?

    /// A point in CSS pixels.
    package struct Position: Sendable, Hashable {
        /// From the left edge.
        package var x: Double
        /// From the top edge.
        package var y: Double
    }
}

/// What a `wait_for` waits for.
package enum WaitSpec: Sendable, Hashable {
    /// The page's address matches the glob.
    case url(Template)
    /// The expression is truthy in the page.
    case eval(Template)
    /// A request was sent.
    case request(NetworkMatch)
    /// A response came.
    case response(NetworkMatch)
}

/// Which request or response is meant; every given part must match.
package struct NetworkMatch: Sendable, Hashable {
    /// A glob of the address.
    package var url: Template
    /// The method.
    package var method: String?
    /// The statuses, for a response; empty means any.
    package var status: [Int]
}

/// How dialogs are answered from here on.
package enum DialogSpec: Sendable, Hashable {
    /// OK, with this text for a prompt.
    case accept(text: Template?)
    /// Cancel.
    case dismiss
}

/// What a picture shows and how it is called.
package struct ScreenshotSpec: Sendable, Hashable {
    /// The name in the bundle.
    package var name: Template?
    /// The element; `nil` is the page.
    package var locator: LocatorSpec?
}

/// Both sides of a comparison between page and back end.
package struct AgreeSpec: Sendable, Hashable {
    /// The element whose text is read.
    package var ui: LocatorSpec
    /// The probe that is looked at.
    package var probe: Name
    /// Where in its answer the value is.
    package var path: PathTemplate
    /// Compares without regard to case.
    package var ignoreCase: Bool
    /// Where the step stands.
    package var span: SourceSpan
}
