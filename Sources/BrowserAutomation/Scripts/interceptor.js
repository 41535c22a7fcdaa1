// The hit target is checked again while the input events are being dispatched: an event that would land elsewhere is
// stopped before the page sees it, and the act is tried again. Registered at document start, before any page script.

const pointerEvents = [
    "pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "dblclick",
];

let armed = null;

/** Watches the events of the coming dispatch for a target. */
function arm(target, action) {
    const events = action === "hover" ? ["mousemove", "pointermove"] : pointerEvents;
    armed = { target, events, verdict: null, by: "", delivered: [] };
}

/** Stops watching. */
function disarm() {
    armed = null;
}

/** Judges one event: the first decides for the whole act, so that press and release are never torn apart. */
function intercept(event) {
    if (!armed || !event.isTrusted || !armed.events.includes(event.type)) return;
    if (armed.verdict === null) {
        const path = event.composedPath();
        const hit = path.find((each) => each.nodeType === 1) ?? elementAt(event.clientX, event.clientY);
        const reached = armed.target.isConnected && (path.includes(armed.target) || accepts(armed.target, hit));
        armed.verdict = reached ? "reached" : "blocked";
        if (!armed.target.isConnected) armed.by = "detached";
        else if (reached) watchEffects(armed.target);
        else armed.by = describeCover(armed.target, hit ?? document.documentElement);
    }
    if (armed.verdict === "blocked") {
        event.preventDefault();
        event.stopImmediatePropagation();
    } else {
        armed.delivered.push(event.type);
    }
}

for (const type of [...pointerEvents, "mousemove", "pointermove"]) {
    window.addEventListener(type, intercept, { capture: true, passive: false });
}

/** What became of the dispatch: "reached", "blocked" (by what), "none" when no event came, "unwatched". */
function dispatchOutcome(isOver) {
    const { verdict, by, delivered } = armed ?? { verdict: "unwatched", by: "", delivered: [] };
    // What comes later, such as the click a key makes, is none of this act's.
    if (isOver) disarm();
    return { verdict: verdict ?? "none", by, delivered };
}
