/// The switches a browser is started with: nothing of its own in the background, nothing throttled, nothing asked.
package enum LaunchSwitches {
    /// Features that talk to servers of the browser's maker, or put windows of their own in front of a page. None of
    /// them changes how a page behaves.
    private static let disabledFeatures = [
        "AutofillServerCommunication", "BackForwardCache", "CertificateTransparencyComponentUpdater",
        "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "LensOverlay", "MediaRouter",
        "OptimizationHints", "PaintHolding", "Translate",
    ]

    /// All switches for a launch, the profile included.
    ///
    /// - Parameters:
    ///   - options: Whether there is a window and a sandbox, and what else to pass.
    ///   - profile: The profile's folder.
    /// - Returns: The switches.
    package static func all(_ options: BrowserOptions, profile: String) -> [String] {
        var switches = [
            "--remote-debugging-port=0", "--remote-debugging-pipe", "--user-data-dir=\(profile)",
            "--no-first-run", "--no-default-browser-check", "--no-startup-window", "--no-service-autorun",
            "--password-store=basic", "--use-mock-keychain", "--force-color-profile=srgb", "--hide-scrollbars",
            "--mute-audio", "--metrics-recording-only", "--export-tagged-pdf", "--enable-automation",
            "--allow-pre-commit-input", "--disable-search-engine-choice-screen", "--edge-skip-compat-layer-relaunch",
            "--disable-background-networking", "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows", "--disable-back-forward-cache", "--disable-breakpad",
            "--disable-client-side-phishing-detection", "--disable-component-extensions-with-background-pages",
            "--disable-component-update", "--disable-default-apps", "--disable-extensions", "--disable-hang-monitor",
            "--disable-infobars",
            "--disable-ipc-flooding-protection", "--disable-popup-blocking", "--disable-prompt-on-repost",
            "--disable-renderer-backgrounding", "--disable-sync", "--unsafely-disable-devtools-self-xss-warnings",
            "--disable-features=\(disabledFeatures.joined(separator: ","))",
        ]
        if !options.isHeaded { switches += ["--headless", "--disable-gpu"] }
        if SharedMemory.isScarce { switches.append("--disable-dev-shm-usage") }
        if options.withoutSandbox { switches.append("--no-sandbox") }
        return switches + options.extraSwitches
    }
}
