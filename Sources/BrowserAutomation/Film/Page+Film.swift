import CDP
import Foundation
import Transport

extension Page {
    private static let patience = Duration.seconds(10)
    /// How often a covered page is asked whether the secret is gone.
    private static let coveredInterval = Duration.milliseconds(250)

    /// Begins to film, where that is wanted. Nothing waits for it.
    func startFilm() {
        guard film.isRolling, failure == nil, let policy = film.policy else { return }
        film.starts += 1
        let start = film.starts
        let started = session.begin(
            CDP.Page.StartScreencast(
                format: .jpeg, quality: policy.quality, maxWidth: policy.size, maxHeight: policy.size,
                maxFramesInFlight: 1, sendLastFrame: true),
            deadline: .now + Self.patience)
        Task {
            // Between two documents there is nothing to film.
            if (try? await started.value) == nil, film.starts == start { rest(for: policy.interval) }
        }
    }

    /// Ends the film for good. Nothing waits for it.
    func endFilm() {
        guard film.policy != nil, !film.isEnded else { return }
        film.isEnded = true
        session.begin(CDP.Page.StopScreencast(), deadline: .now + Self.patience)
    }

    /// A frame came.
    func filmed(_ event: CDP.Page.ScreencastFrame) {
        guard let policy = film.policy, !film.isEnded else { return }
        let contexts = context.browser.assumeIsolated { $0.contextCount }
        let pause = policy.interval * max(1, contexts)
        if contexts > 1 { rest(for: pause) } else { acknowledge(event, after: pause) }
        guard film.isRolling else { return }
        let frame = FilmFrame(
            target: id, data: event.data, width: Int(event.metadata.deviceWidth.rounded()),
            height: Int(event.metadata.deviceHeight.rounded()),
            wallTime: event.metadata.timestamp ?? Date().timeIntervalSince1970)
        guard film.isGuarded else { return show(frame) }
        Task { await check(frame) }
    }

    /// A start sends what is on the screen though it be what was there before, which tells nothing.
    private func show(_ frame: FilmFrame) {
        guard frame.data != film.shown else { return }
        film.shown = frame.data
        context.emit(.film(frame))
    }

    /// Chromium sends the next frame only when this one is acknowledged, which is put off: so it sends no more often than
    /// the film wants, and then what is on the screen by then.
    private func acknowledge(_ event: CDP.Page.ScreencastFrame, after pause: Duration) {
        loop.schedule(at: .now + pause) { [session] in
            session.begin(CDP.Page.ScreencastFrameAck(sessionId: event.sessionId), deadline: .now + Self.patience)
        }
    }

    /// What is filmed is copied at every paint, whether it is sent or not; where contexts share the browser the camera is
    /// off between two frames. A new start sends what is on the screen by then.
    private func rest(for pause: Duration) {
        session.begin(CDP.Page.StopScreencast(), deadline: .now + Self.patience)
        let start = film.starts
        loop.schedule(at: .now + pause) { [weak self] in
            self?.assumeIsolated { page in
                if page.film.starts == start { page.startFilm() }
            }
        }
    }

    // MARK: Secrets

    /// A secret is about to be typed into the document shown.
    func guardFilm() {
        guard film.policy != nil, !film.isGuarded else { return }
        film.isGuarded = true
        film.wasClean = true
    }

    /// Lets a frame pass when no secret could be seen from the question before it to the one after it: each question
    /// asks about all the time since the one before.
    private func check(_ frame: FilmFrame) async {
        let commits = document.commits
        let isClean = await showsNoSecret()
        guard film.isRolling, document.commits == commits else { return }
        let wasClean = film.wasClean
        film.wasClean = isClean
        if isClean, wasClean {
            show(frame)
        } else {
            film.leftOut += 1
        }
        if !isClean { await cover() }
    }

    /// Stops filming until no secret is on the page any more, or until another document is.
    private func cover() async {
        film.isCovered = true
        session.begin(CDP.Page.StopScreencast(), deadline: .now + Self.patience)
        let commits = document.commits
        var clean = 0
        while clean < 2 {
            guard (try? await pause(until: .now + Self.coveredInterval)) != nil else { return }
            let isClean = await showsNoSecret()
            guard !film.isEnded, document.commits == commits else { return }
            clean = isClean ? clean + 1 : 0
        }
        film.isCovered = false
        film.wasClean = true
        startFilm()
    }

    /// Whether no secret could be seen since the page was last asked; false when it does not say.
    private func showsNoSecret() async -> Bool {
        guard let world = document.world else { return false }
        let shown = try? await call("secretsShown()", as: Bool.self, in: world, deadline: .now + Self.patience)
        return shown == false
    }

    /// Another document was committed: what the last one showed stays on the screen until this one is painted.
    func filmedDocumentChanged() {
        guard film.policy != nil, film.isGuarded || film.isCovered else { return }
        film.isGuarded = false
        film.isCovered = true
        film.awaitedPaint = document.loader
        session.begin(CDP.Page.StopScreencast(), deadline: .now + Self.patience)
    }

    /// The document came to a point of its life.
    func filmedDocumentLived(_ event: CDP.Page.LifecycleEvent) {
        guard event.frameId == id, event.loaderId == film.awaitedPaint,
            event.name == "firstPaint" || event.name == "firstContentfulPaint"
        else { return }
        film.awaitedPaint = nil
        film.isCovered = false
        startFilm()
    }
}

extension BrowserContext {
    /// Ends the film of every page, and says what is not on it. Waits for nothing.
    package func endFilm() {
        var leftOut = 0
        for page in pages {
            page.assumeIsolated { page in
                page.endFilm()
                leftOut += page.film.leftOut
                page.film.leftOut = 0
            }
        }
        if leftOut > 0 { emit(.dropped(what: "film frame with a secret in sight", count: leftOut)) }
    }
}
