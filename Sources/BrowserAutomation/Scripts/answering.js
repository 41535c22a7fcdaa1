// Ghost clicks: will anything answer? And after an act: did anything?

const inlineHandlers = ["onclick", "onmousedown", "onmouseup", "onpointerdown", "onpointerup"];

/** The default action a click at `hit` has by HTML alone, or "" for none. */
function defaultAction(hit, target) {
    for (let at = hit ?? target; at; at = composedParent(at)) {
        switch (at.tagName) {
        case "A": case "AREA": {
            const href = at.getAttribute("href");
            // `#` and `javascript:` are placeholders for a listener, not a destination.
            if (href !== null && href !== "" && href !== "#" && !/^javascript:/i.test(href)) return "link";
            break;
        }
        case "BUTTON":
            if (at.form && at.type === "submit") return "submit";
            if (at.form && at.type === "reset") return "reset";
            if (at.popoverTargetElement || at.commandForElement) return "popover";
            break;
        case "INPUT":
            if (at.type === "submit" || at.type === "image") return at.form ? "submit" : "";
            if (at.type !== "button") return "control";
            break;
        case "SELECT": case "TEXTAREA": case "OPTION": case "VIDEO": case "AUDIO": return "control";
        case "LABEL": if (at.control) return "label"; break;
        case "SUMMARY": return "toggle";
        }
        if (at.isContentEditable) return "control";
        if (inlineHandlers.some((name) => at.hasAttribute(name))) return "inline";
    }
    return "";
}

let effects = null;

/** Starts watching for effects of an act about to be done. Nothing that moved before it counts. */
function watchEffects(target) {
    stopWatching();
    const seen = new Set();
    const note = (effect) => seen.add(effect);
    const observer = new MutationObserver(() => note("mutation"));
    for (const root of rootsUnder(document)) {
        observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    // A click on what can have the focus moves it there whether anything answers or not.
    const onFocus = (event) => {
        const to = event.composedPath()[0];
        if (!contains(to, target) && !contains(target, to)) note("focus");
    };
    const onInput = () => note("mutation");
    document.addEventListener("focusin", onFocus, true);
    document.addEventListener("input", onInput, true);
    document.addEventListener("change", onInput, true);
    const stop = () => {
        observer.disconnect();
        document.removeEventListener("focusin", onFocus, true);
        document.removeEventListener("input", onInput, true);
        document.removeEventListener("change", onInput, true);
    };
    effects = { seen, observer, stop, stored: storagePrint() };
}

function stopWatching() {
    effects?.stop();
    effects = null;
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
    if (!effects) return [];
    if (effects.observer.takeRecords().length) effects.seen.add("mutation");
    if (storagePrint() !== effects.stored) effects.seen.add("storage");
    return [...effects.seen];
}
