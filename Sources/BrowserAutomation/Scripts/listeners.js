// Runs in the page's own world, where its listeners can be listed: which ones would a click at a point call?
// `getEventListeners` is the console's; the document's and the window's own listeners are no sign, every page has some.
(x, y, getEventListeners) => {
    const types = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend", "submit"];
    let at = document.elementFromPoint(x, y);
    while (at && at.shadowRoot) {
        const inner = at.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === at) break;
        at = inner;
    }
    const answers = (node) => {
        const listeners = getEventListeners(node);
        return types.some((type) => listeners[type]);
    };
    while (at) {
        if (answers(at)) return "listener";
        // Frameworks mark the nodes they have taken over.
        for (const key of Object.keys(at)) {
            if (/^__react(Props|EventHandlers)\$/.test(key) && at[key] && (at[key].onClick || at[key].onMouseDown || at[key].onPointerDown)) return "framework";
        }
        const root = at.parentNode;
        if (root && root.nodeType === 11 && root.host && answers(root)) return "listener";
        at = at.parentElement ?? (root && root.host) ?? null;
    }
    return answers(document) ? "document" : "";
}
