import CDP
import Foundation

/// The commands every attached target gets before it runs, all sent in one go. A target that does not know one of them
/// (a worker has no pages) refuses it, and is let go all the same: a target that stays paused hangs its page.
struct SessionSetup {
    let kind: String
    let options: ContextOptions
    let session: CDPSession

    /// Attaches to what a page is made of, before it runs. Chromium's own user interface is made of pages too, and is
    /// none of our business.
    static let autoAttach = CDP.Target.SetAutoAttach(
        autoAttach: true, waitForDebuggerOnStart: true, flatten: true,
        filter: ["page", "iframe", "worker", "shared_worker", "service_worker"].map {
            CDP.Target.FilterEntry(type: $0)
        })

    /// Sends the commands, the one that lets the target go last.
    func run() {
        if kind == "page" || kind == "iframe" { prepareFrames() }
        if kind == "page" { preparePage() }
        begin(CDP.Runtime.Enable())
        begin(CDP.Log.Enable())
        begin(CDP.Network.Enable(maxPostDataSize: 1 << 20))
        if let correlation = options.correlation, correlation.changesRequests {
            let patterns = correlation.origins.map { CDP.Fetch.RequestPattern(urlPattern: "\($0)/*") }
            begin(CDP.Fetch.Enable(patterns: patterns))
        }
        begin(Self.autoAttach)
        begin(CDP.Runtime.RunIfWaitingForDebugger())
    }

    private func prepareFrames() {
        begin(CDP.Page.Enable())
        begin(CDP.Page.SetLifecycleEventsEnabled(enabled: true))
        begin(
            CDP.Page.AddScriptToEvaluateOnNewDocument(
                source: Scripts.library, worldName: Scripts.world, runImmediately: true))
        if let call = options.correlation?.localStorageCall {
            begin(
                CDP.Page.AddScriptToEvaluateOnNewDocument(
                    source: call, worldName: Scripts.world, runImmediately: true))
        }
    }

    private func preparePage() {
        begin(CDP.Inspector.Enable())
        begin(CDP.Emulation.SetFocusEmulationEnabled(enabled: true))
        begin(
            CDP.Emulation.SetDeviceMetricsOverride(
                width: options.viewport.width, height: options.viewport.height, deviceScaleFactor: 1, mobile: false))
    }

    private func begin(_ command: some CDPCommand) {
        session.begin(command, deadline: Browser.unawaited)
    }
}

extension CorrelationPolicy {
    /// The script that keeps the ID in local storage; nil when none is wanted.
    var localStorageCall: String? {
        guard let localStorageKey else { return nil }
        let origins = JSONText.encode(origins.map(\.description).sorted())
        return "(\(Scripts.correlation))(\(origins), \(JSONText.encode(localStorageKey)), \(JSONText.encode(id)))"
    }
}
