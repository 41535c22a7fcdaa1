extension Diagnostic {
    /// The kind of a fault; an open set, so that a reader of an older version does not fail.
    package struct Code: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
        package var rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        private init(_ rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }
    }
}

// Files and their text.
extension Diagnostic.Code {
    /// A path that does not exist.
    package static let fileNotFound = Self("file-not-found")
    /// A file or folder that cannot be read.
    package static let fileUnreadable = Self("file-unreadable")
    /// A file that is not a scenario's size.
    package static let fileTooLarge = Self("file-too-large")
    /// A file without content.
    package static let emptyFile = Self("empty-file")
    /// Bytes that are no UTF-8.
    package static let notUTF8 = Self("not-utf8")
    /// A character that YAML does not allow, or that would hide a line break.
    package static let controlCharacter = Self("control-character")
    /// Nothing is left to run.
    package static let nothingSelected = Self("nothing-selected")
}

// YAML and its traps.
extension Diagnostic.Code {
    /// Text that is no YAML.
    package static let yamlSyntax = Self("yaml-syntax")
    /// More than one document in a file.
    package static let yamlDocuments = Self("yaml-documents")
    /// Nested too deep.
    package static let yamlDepth = Self("yaml-depth")
    /// `css: #id`: a comment where a value was meant.
    package static let yamlComment = Self("yaml-comment")
    /// `{ with: ${x} }`: braces that end the text.
    package static let yamlBraces = Self("yaml-braces")
    /// `{ identity: $.a[*].id }`: brackets that end the text.
    package static let yamlBrackets = Self("yaml-brackets")
    /// `url: **/x`: an alias where a text was meant, or an alias.
    package static let yamlAlias = Self("yaml-alias")
    /// `&name`: an anchor.
    package static let yamlAnchor = Self("yaml-anchor")
    /// `!name`: a tag.
    package static let yamlTag = Self("yaml-tag")
    /// `@x`, `` `x` ``, `%x`, `> 5`: a character that cannot begin a text.
    package static let yamlReserved = Self("yaml-reserved")
    /// `{ testid:x }`: no space after the colon.
    package static let yamlMissingSpace = Self("yaml-missing-space")
    /// `name: Run: now`: a second colon in a text.
    package static let yamlColon = Self("yaml-colon")
    /// `"\d"`: no escape of double quotes.
    package static let yamlEscape = Self("yaml-escape")
    /// `within: 1:30`: minutes and seconds that YAML would read as a number.
    package static let yamlClock = Self("yaml-clock")
    /// A tab in the indentation.
    package static let yamlTab = Self("yaml-tab")
    /// The same key twice.
    package static let duplicateKey = Self("duplicate-key")
}

// The shape of a scenario.
extension Diagnostic.Code {
    /// A key that is not one.
    package static let unknownKey = Self("unknown-key")
    /// A key that has to be there.
    package static let missingKey = Self("missing-key")
    /// A key without a value.
    package static let emptyValue = Self("empty-value")
    /// A map where a list is due, a text where a number is due.
    package static let wrongType = Self("wrong-type")
    /// A value that is not one of those allowed.
    package static let wrongValue = Self("wrong-value")
    /// Keys that exclude each other.
    package static let conflictingKeys = Self("conflicting-keys")
    /// A key that would do nothing where it stands.
    package static let noEffect = Self("no-effect")
    /// Not a duration.
    package static let badDuration = Self("bad-duration")
    /// Not a JSONPath.
    package static let badPath = Self("bad-path")
    /// Not a pattern.
    package static let badPattern = Self("bad-pattern")
    /// Not a regular expression.
    package static let badRegex = Self("bad-regex")
    /// A name that cannot be one.
    package static let badName = Self("bad-name")
    /// `${` without an end, or with something that is no name in it.
    package static let badInterpolation = Self("bad-interpolation")
    /// `${…}` where nothing is filled in.
    package static let noInterpolation = Self("no-interpolation")
    /// No step, or a step without a verb.
    package static let unknownStep = Self("unknown-step")
    /// A step with two verbs.
    package static let twoVerbs = Self("two-verbs")
    /// No locator where one is due.
    package static let noLocator = Self("no-locator")
    /// Two locators where one is due.
    package static let twoLocators = Self("two-locators")
    /// A step that cannot stand in this section.
    package static let wrongPlace = Self("wrong-place")
    /// A part of the language that this version does not carry out.
    package static let notSupportedYet = Self("not-supported-yet")
}

// Fragments and cases.
extension Diagnostic.Code {
    /// A file that is used and is no fragment.
    package static let notAFragment = Self("not-a-fragment")
    /// A path of a fragment that leads out of the folder around the scenarios.
    package static let fragmentOutside = Self("fragment-outside")
    /// Fragments that use each other.
    package static let fragmentCycle = Self("fragment-cycle")
    /// Fragments that lie too deep one inside the other, or too many of them.
    package static let fragmentDepth = Self("fragment-depth")
    /// Inputs of a fragment that nothing is given for.
    package static let missingInput = Self("missing-input")
    /// An input that a fragment does not have.
    package static let unknownInput = Self("unknown-input")
    /// Cases that do not all say the same things.
    package static let casesDiffer = Self("cases-differ")
    /// A case that is there already.
    package static let duplicateCase = Self("duplicate-case")
}

// What would make a false green, or no sense.
extension Diagnostic.Code {
    /// No trigger.
    package static let noTrigger = Self("no-trigger")
    /// More than one trigger.
    package static let twoTriggers = Self("two-triggers")
    /// No terminal state.
    package static let noFinal = Self("no-final")
    /// A condition that nothing can falsify.
    package static let vacuous = Self("vacuous")
    /// A count that other runs change as well.
    package static let countNotFiltered = Self("count-not-filtered")
    /// A count of one member of each thing, which for a single thing is that member's own number.
    package static let countOfMembers = Self("count-of-members")
    /// A count of nothing.
    package static let countOfZero = Self("count-of-zero")
    /// `changes_by` without a baseline to count from.
    package static let noBaseline = Self("no-baseline")
    /// Stages that wait for each other.
    package static let stageCycle = Self("stage-cycle")
    /// A stage that does not exist.
    package static let unknownStage = Self("unknown-stage")
    /// A probe that does not exist.
    package static let unknownProbe = Self("unknown-probe")
    /// A variable that does not exist, or not yet.
    package static let unknownVariable = Self("unknown-variable")
    /// A variable of the environment that `needs` does not declare.
    package static let undeclaredVariable = Self("undeclared-variable")
    /// The same name for two things.
    package static let duplicateName = Self("duplicate-name")
    /// Two scenarios of one name.
    package static let duplicateScenario = Self("duplicate-scenario")
    /// A stage budget beyond the deadline.
    package static let budgetTooLong = Self("budget-too-long")
    /// A stage budget smaller than that of a stage before it.
    package static let budgetContradiction = Self("budget-contradiction")
    /// Nothing is watched after convergence.
    package static let settleZero = Self("settle-zero")
    /// A secret written into the file.
    package static let secretInClear = Self("secret-in-clear")
    /// A relative address without `base`.
    package static let noBase = Self("no-base")
    /// A captured text in the scheme, the host or the port of an address.
    package static let capturedHost = Self("captured-host")
    /// Correlation that nobody is allowed to see.
    package static let noOrigins = Self("no-origins")
    /// Something that is not an origin.
    package static let badOrigin = Self("bad-origin")
}

// The environment of a run.
extension Diagnostic.Code {
    /// A declared variable that is not set.
    package static let missingEnvironment = Self("missing-environment")
    /// A declared secret that is not set.
    package static let missingSecret = Self("missing-secret")
    /// A secret too short to be redacted.
    package static let shortSecret = Self("short-secret")
    /// A line of an env file that is none.
    package static let envFileSyntax = Self("env-file-syntax")
    /// An env file with secrets that others can read.
    package static let envFileReadable = Self("env-file-readable")
    /// `--set` of something that cannot be set.
    package static let unknownSetting = Self("unknown-setting")
    /// A perturbation that a scenario cannot be run with.
    package static let perturbation = Self("perturbation")
    /// `--set` of something else than the scenario has there.
    package static let wrongSetting = Self("wrong-setting")
}
