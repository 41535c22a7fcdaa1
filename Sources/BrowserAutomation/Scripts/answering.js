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
            if (at.form && at.type === "submit" && submitsItself(at)) return "submit";
            if (at.form && at.type === "reset") return "reset";
            if (at.popoverTargetElement || at.commandForElement) return "popover";
            break;
        case "INPUT":
            if (at.type === "submit" || at.type === "image") {
                if (at.form && submitsItself(at)) return "submit";
                break;
            }
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

/** Whether a form is meant to be sent by the browser. One that says neither where nor how waits for its script. */
function submitsItself(button) {
    const form = button.form;
    return form.hasAttribute("action") || form.method === "post" || form.method === "dialog" ||
        button.hasAttribute("formaction") || form.hasAttribute("onsubmit");
}
