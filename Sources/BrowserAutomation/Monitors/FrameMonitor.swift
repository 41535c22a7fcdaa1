import CDP

/// Tells which frames a session's target has and what they show.
struct FrameMonitor {
    let target: String
    let isPage: Bool
    let context: BrowserContext

    /// Subscribes to a session's frames.
    func listen(to session: CDPSession) {
        session.on(CDP.Page.FrameAttached.self) { [self] event in
            context.browser.note(frame: event.frameId, of: context)
            context.emit(.frameAttached(target: target, frame: event.frameId, parent: event.parentFrameId))
        }
        session.on(CDP.Page.FrameNavigated.self) { [self] event in
            let frame = event.frame
            context.emit(
                .navigation(
                    FrameNavigation(
                        target: target, frame: frame.id, url: frame.url + (frame.urlFragment ?? ""),
                        isMainFrame: isPage && frame.parentId == nil, isSameDocument: false, loader: frame.loaderId)))
        }
        session.on(CDP.Page.LifecycleEvent.self) { [self] event in
            guard isPage, event.frameId == target, let name = PageTiming.Name(rawValue: event.name) else { return }
            context.emit(
                .pageTiming(
                    PageTiming(frame: event.frameId, loader: event.loaderId, name: name, timestamp: event.timestamp)))
        }
        session.on(CDP.Page.NavigatedWithinDocument.self) { [self] event in
            context.emit(
                .navigation(
                    FrameNavigation(
                        target: target, frame: event.frameId, url: event.url,
                        isMainFrame: isPage && event.frameId == target, isSameDocument: true, loader: nil)))
        }
    }
}
