package import JSONKit

/// What an `expect` asserts, and of what; every assertion must hold in the same look.
package struct ExpectSpec: Sendable, Hashable {
    /// What is looked at.
    package var target: Target
    /// What must hold of it; empty for a probe, whose condition says it all.
    package var assertions: [Assertion]
    /// Compares text without regard to case.
    package var ignoreCase: Bool

    /// What an `expect` looks at.
    package enum Target: Sendable, Hashable {
        /// An element.
        case locator(LocatorSpec)
        /// The page as such.
        case page
        /// The back end.
        case probe(ConditionSpec)
    }
}

/// One thing that must hold.
package struct Assertion: Sendable, Hashable {
    /// What is asserted.
    package var kind: Kind
    /// Must *not* hold.
    package var negated: Bool
    /// Where it stands.
    package var span: SourceSpan

    /// What can be asserted.
    package enum Kind: Sendable, Hashable {
        /// Shown, or (`false`, also written `hidden: true`) not shown or not there.
        case visible(Bool)
        /// The whole normalised text.
        case text(Template)
        /// A part of the normalised text.
        case contains(Template)
        /// The value of a field.
        case value(Template)
        /// Enabled, or (`false`, also written `disabled: true`) disabled.
        case enabled(Bool)
        /// Ticked.
        case checked(Bool)
        /// How many elements match the locator.
        case count(Int)
        /// An attribute is there, with this whole value where one is given.
        case attribute(String, Template?)
        /// The element has every one of these classes.
        case classes(Template)
        /// Has the focus.
        case focused(Bool)
        /// Takes text.
        case editable(Bool)
        /// Would take a click; `false`: must refuse it.
        case actionable(Bool)
        /// The page's address matches the glob.
        case url(Template)
        /// The page's whole normalised title.
        case title(Template)
    }
}

/// What is kept, under which name.
package struct CaptureSpec: Sendable, Hashable {
    /// The name.
    package var name: Name
    /// Where the value comes from.
    package var source: Source
    /// Where in a JSON value it is.
    package var path: PathTemplate?
    /// A regular expression whose first group (or whole match) is kept.
    package var matches: TextPattern?
    /// Never written in clear.
    package var secret: Bool

    /// Where a value comes from.
    package enum Source: Sendable, Hashable {
        /// The normalised text of an element, or the value of a field.
        case locator(LocatorSpec)
        /// The page's address.
        case url
        /// What the step itself brought: the body of an `http` answer or of an awaited response, the value of an `eval`.
        case response
        /// The answer of a probe.
        case probe(Name)
    }

    /// True when the back end is asked for the value.
    var asksProbe: Bool {
        if case .probe = source { return true }
        return false
    }
}
