import CDP

/// What is known of a page's main frame: which document it shows, how far it has loaded, and what is on its way.
///
/// A value: events go in, nothing comes out but its properties.
struct DocumentState {
    /// The main frame's ID, which is the target's.
    let frame: String
    /// The URL shown.
    private(set) var url: String
    /// Names the document shown; "" before the first.
    private(set) var loader = ""
    /// How many documents have been committed.
    private(set) var commits = 0
    /// How many URLs have changed without a new document.
    private(set) var sameDocumentNavigations = 0
    /// Why the document is an error page: the URL that could not be had.
    private(set) var unreachableURL: String?
    /// The context of our scripts in the document, while there is one.
    private(set) var world: String?
    /// The context of the page's own scripts.
    private(set) var mainWorld: String?
    /// A navigation of the document that was asked for and has not come to an end.
    private(set) var isNavigating = false

    private var lifecycle: [String: Set<String>] = [:]

    init(frame: String, url: String) {
        self.frame = frame
        self.url = url
    }

    /// Whether a document has reached a point of its life: `DOMContentLoaded`, `load`.
    func has(_ event: String, loader: String) -> Bool {
        lifecycle[loader]?.contains(event) ?? false
    }

    // MARK: Events

    mutating func lifecycleEvent(_ event: CDP.Page.LifecycleEvent) {
        guard event.frameId == frame else { return }
        if event.name == "init" { lifecycle[event.loaderId] = [] }
        lifecycle[event.loaderId, default: []].insert(event.name)
    }

    mutating func navigationRequested(_ event: CDP.Page.FrameRequestedNavigation) {
        guard event.frameId == frame, event.disposition.rawValue == "currentTab" else { return }
        isNavigating = true
    }

    mutating func navigationStarted(_ event: CDP.Page.FrameStartedNavigating) {
        let kind = event.navigationType.rawValue
        guard event.frameId == frame, kind != "sameDocument", kind != "historySameDocument" else { return }
        isNavigating = true
    }

    mutating func navigated(_ new: CDP.Page.Frame) {
        guard new.id == frame else { return }
        url = new.url + (new.urlFragment ?? "")
        loader = new.loaderId
        unreachableURL = new.unreachableUrl
        commits += 1
        isNavigating = false
        lifecycle = lifecycle.filter { $0.key == loader }
    }

    mutating func navigatedWithinDocument(_ event: CDP.Page.NavigatedWithinDocument) {
        guard event.frameId == frame else { return }
        url = event.url
        sameDocumentNavigations += 1
    }

    mutating func stoppedLoading(_ event: CDP.Page.FrameStoppedLoading) {
        // A download, a 204 or a broken connection ends a navigation without a document.
        if event.frameId == frame { isNavigating = false }
    }

    mutating func contextCreated(_ context: CDP.Runtime.ExecutionContextDescription) {
        guard case .string(frame)? = context.auxData?["frameId"] else { return }
        if context.name == Scripts.world {
            world = context.uniqueId
        } else if context.auxData?["isDefault"] == .bool(true) {
            mainWorld = context.uniqueId
        }
    }

    mutating func contextDestroyed(_ uniqueID: String) {
        if world == uniqueID { world = nil }
        if mainWorld == uniqueID { mainWorld = nil }
    }

    mutating func contextsCleared() {
        world = nil
        mainWorld = nil
    }
}
