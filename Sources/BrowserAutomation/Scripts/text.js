// Text as locators and assertions see it.

/** Whitespace runs become one blank, ends are trimmed, zero-width characters go. */
function normalise(text) {
    return text.replace(/[\u200b\u00ad]/g, "").replace(/\s+/g, " ").trim();
}

const textless = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD"]);

/** The text of an element and its open shadow tree; a button made of an `input` says its value. */
function textOf(element) {
    if (textless.has(element.tagName)) return "";
    if (element instanceof HTMLInputElement) {
        return ["submit", "button", "reset"].includes(element.type) ? element.value : "";
    }
    let text = "";
    for (let child = element.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 3) text += child.nodeValue;
        else if (child.nodeType === 1) text += textOf(child);
    }
    if (element.shadowRoot) {
        for (let child = element.shadowRoot.firstChild; child; child = child.nextSibling) {
            if (child.nodeType === 3) text += child.nodeValue;
            else if (child.nodeType === 1) text += textOf(child);
        }
    }
    return text;
}

/** Case-insensitive substring of the normalised text, or the whole of it, case-sensitive, when exact. */
function textMatches(text, wanted, exact) {
    const have = normalise(text);
    const want = normalise(wanted);
    return exact ? have === want : have.toLowerCase().includes(want.toLowerCase());
}
