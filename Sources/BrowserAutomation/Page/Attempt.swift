/// The checks an act asks for.
struct ActChecks: Encodable, Sendable {
    var visible = false
    var stable = false
    var hit = false
    var enabled = false
    var editable = false
    var scroll = false

    static let pointer = ActChecks(visible: true, stable: true, hit: true, enabled: true, scroll: true)
    static let hover = ActChecks(visible: true, stable: true, hit: true, scroll: true)
    static let fill = ActChecks(visible: true, enabled: true, editable: true, scroll: true)
    static let select = ActChecks(visible: true, enabled: true, scroll: true)
    static let scrolling = ActChecks(stable: true, scroll: true)
    static let screenshot = ActChecks(visible: true, stable: true, scroll: true)
    static let none = ActChecks()

    /// The checks that `force` leaves: there must be a point to aim at.
    var forced: ActChecks {
        var checks = ActChecks()
        checks.scroll = scroll
        return checks
    }
}

/// One attempt's question to the page.
struct AttemptRequest: Encodable, Sendable {
    struct Position: Encodable, Sendable {
        var x: Double
        var y: Double
    }

    var locator: Locator
    var action: String
    var checks: ActChecks
    var attempt = 0
    var position: Position?
    /// For check and uncheck: the state wanted.
    var wanted: Bool?
    /// How long the page may wait for an element that moves to hold still, in milliseconds.
    var patience = 1000
    /// How long the page may wait for the frames that show whether it moves, in milliseconds.
    var remaining = 1000
    /// Whether a point is needed although nothing is checked.
    var needsPoint = false
}

/// The page's answer to an attempt.
struct AttemptAnswer: Decodable, Sendable {
    var status: String
    var element: String?
    var by: String?
    var count: Int?
    var matches: [String]?
    var x: Double?
    var y: Double?
    var defaultAction: String?
    /// What a step after the checks came to, such as filling.
    var then: StepAnswer?
}

/// What a step inside the page came to.
struct StepAnswer: Decodable, Sendable {
    var status: String
    var reason: String?
    var empty: Bool?
    var options: [String]?
    var box: ElementBox?
}

/// Where an element is in its document, in whole pixels of the page.
struct ElementBox: Decodable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    /// Whether it is larger than the viewport.
    var isOversize: Bool
}

/// What became of dispatched events.
struct DispatchOutcome: Decodable, Sendable {
    var verdict: String
    var by: String
    var delivered: [String]

    /// What took the events that the element should have had; nil when it had them, as far as is known.
    ///
    /// A click of which this document saw nothing went into another frame. A pointer that was there already does not
    /// move, so no event is no miss without a click.
    func missed(clicks: Int) -> String? {
        switch verdict {
        case "blocked": by
        case "none" where clicks > 0: "a frame that has come to lie over it"
        default: nil
        }
    }
}
