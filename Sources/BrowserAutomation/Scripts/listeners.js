// Runs in the page's own world, where its listeners can be listed: which ones would a click at a point call?
// `getEventListeners` is the console's. Listeners of the document and the window are no sign: every page has some.
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
        // Frameworks that listen on the document mark the nodes they have taken over: React, Svelte, Solid.
        for (const key of Object.keys(at)) {
            const props = /^__react(Props|EventHandlers)\$/.test(key) ? at[key] : null;
            if (props && (props.onClick || props.onMouseDown || props.onPointerDown)) return "framework";
            if ((key === "__click" || key === "$$click") && at[key]) return "framework";
        }
        const root = at.parentNode;
        if (root && root.nodeType === 11 && root.host && answers(root)) return "listener";
        at = at.parentElement ?? (root && root.host) ?? null;
    }
    return answers(document) ? "document" : "";
}
