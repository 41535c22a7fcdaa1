// Did anything answer an act? What moved before it, a clock or a spinner, is no answer.

let effects = null;

/** Starts watching a document for what moves before an act; goes on with what is being watched already. */
function watchBackground() {
    if (effects && !effects.target) return;
    stopWatching();
    const observer = new MutationObserver(noteMutations);
    for (const root of rootsUnder(document)) {
        observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    document.addEventListener("focusin", noteFocus, true);
    document.addEventListener("input", noteInput, true);
    document.addEventListener("change", noteInput, true);
    effects = { observer, restless: new WeakSet(), seen: new Set(), target: null, stored: "" };
}

/** From here on what moves is an effect of an act on the target. */
function watchEffects(target) {
    if (!effects || effects.target) watchBackground();
    noteMutations(effects.observer.takeRecords());
    effects.target = target;
    effects.stored = storagePrint();
}

function stopWatching() {
    if (!effects) return;
    effects.observer.disconnect();
    document.removeEventListener("focusin", noteFocus, true);
    document.removeEventListener("input", noteInput, true);
    document.removeEventListener("change", noteInput, true);
    effects = null;
}

function noteMutations(records) {
    for (const { target } of records) {
        if (!effects.target) effects.restless.add(target);
        else if (!effects.restless.has(target)) effects.seen.add("mutation");
    }
}

function noteFocus(event) {
    if (!effects.target) return;
    // A click on what can have the focus moves it there whether anything answers or not.
    const to = event.composedPath()[0];
    if (!contains(to, effects.target) && !contains(effects.target, to)) effects.seen.add("focus");
}

function noteInput() {
    if (effects.target) effects.seen.add("mutation");
}

/** What is stored, cheaply: enough to see that it changed. */
function storagePrint() {
    try {
        return [localStorage, sessionStorage].map((each) => JSON.stringify({ ...each })).join("\n") + document.cookie;
    } catch {
        return "";  // no storage in this document
    }
}

/** The effects seen since the act; watching goes on. */
function seenEffects() {
    if (!effects || !effects.target) return [];
    noteMutations(effects.observer.takeRecords());
    if (storagePrint() !== effects.stored) effects.seen.add("storage");
    return [...effects.seen];
}
