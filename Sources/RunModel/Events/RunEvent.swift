package import Convergence

/// One event of a run, as it stands on one line of the journal.
///
/// Each line is `{"seq", "t", "kind", …}`. Everything that is told of a run afterwards is a fold over these.
package struct RunEvent: Sendable, Hashable {
    /// The event's place in the journal, from 0.
    package var seq: Int
    /// Milliseconds since the run started, on the monotonic clock.
    package var t: Milliseconds
    /// What happened.
    package var body: Body

    /// Makes an event.
    package init(seq: Int, t: Milliseconds, body: Body) {
        self.seq = seq
        self.t = t
        self.body = body
    }

    /// The journal's format. Additions bump the minor number; a reader refuses a greater major one.
    package static let formatVersion = "1.2"

    /// What can happen.
    package enum Body: Sendable, Hashable {
        /// The first line.
        case runStarted(RunStarted)
        /// The browser is up.
        case browserStarted(BrowserStarted)
        /// The plan, with every interpolation resolved, before the first look.
        case plan(PlanResolved)
        /// The run enters a phase.
        case phase(PhaseEntered)
        /// A step begins.
        case stepStarted(StepStarted)
        /// A step says what it is doing.
        case stepLog(StepLog)
        /// A step has ended.
        case stepFinished(StepFinished)
        /// What followed an act, looked at again later.
        case actEffect(ActEffectSeen)
        /// The trigger's last input command is about to be sent: time zero (R1).
        case triggerDispatched(TriggerDispatched)
        /// A probe looked at the back end.
        case look(LookTaken)
        /// The page and the back end were compared.
        case agreement(Agreement)
        /// A request left the browser.
        case request(RequestSent)
        /// The body of a request that could not be told with it.
        case requestBody(RequestBody)
        /// The head of a request as it went over the wire.
        case requestWire(RequestWire)
        /// It turned out how a request carries the correlation ID.
        case requestCorrelated(RequestCorrelated)
        /// A response's head arrived.
        case response(ResponseReceived)
        /// The head of a response as it came over the wire.
        case responseWire(ResponseWire)
        /// A response is complete.
        case requestFinished(RequestFinished)
        /// A request failed.
        case requestFailed(RequestFailed)
        /// A WebSocket came into another state.
        case websocket(WebSocketChanged)
        /// A frame of a WebSocket.
        case websocketFrame(WebSocketFrame)
        /// The page wrote to its console.
        case console(ConsoleMessage)
        /// The page threw an error that nothing caught.
        case pageError(PageError)
        /// A dialog opened and was answered.
        case dialog(DialogAnswered)
        /// A file was downloaded.
        case download(Download)
        /// A frame navigated.
        case navigation(Navigation)
        /// A document came to a point of its loading.
        case pageTiming(PageTiming)
        /// A frame was attached.
        case frameAttached(FrameAttached)
        /// A target (page, worker, frame of its own process) was attached.
        case targetAttached(TargetAttached)
        /// A target crashed.
        case targetCrashed(TargetCrashed)
        /// A picture of the page.
        case screenshot(BlobTaken)
        /// The page's DOM.
        case domSnapshot(BlobTaken)
        /// A frame of the film.
        case screencastFrame(ScreencastFrame)
        /// A value was captured.
        case captured(Captured)
        /// Something was left out.
        case dropped(Dropped)
        /// The browser is gone.
        case browserExited(BrowserExited)
        /// A signal asked the run to end.
        case interrupted(Interrupted)
        /// Something outside the system under test went wrong.
        case fault(Fault)
        /// The last line.
        case runFinished(RunFinished)
        /// A kind that this version does not know, from a later minor version.
        case unknown(String)
    }
}

/// The phases of a run, in order (R2).
package enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
    /// Outside the browser: test data.
    case setup
    /// The steps before the trigger.
    case steps
    /// All probes, once, before the trigger.
    case baseline
    /// The trigger, and the steps beside the polling.
    case trigger
    /// The steps have ended; only the back end is waited for.
    case converge
    /// Everything has been reached; it has to last.
    case settle
    /// What the user sees now.
    case then
    /// Cleaning up.
    case teardown
}
