// Visible: a non-empty box and not `visibility: hidden`. Opacity 0 is visible.

/** Whether an element has a non-empty box and is not hidden by style. */
function isVisible(element) {
    if (!element.isConnected) return false;
    const style = getComputedStyle(element);
    if (style.display === "contents") {
        // No box of its own: it is what it shows.
        for (let child = element.firstChild; child; child = child.nextSibling) {
            if (child.nodeType === 1 && isVisible(child)) return true;
            if (child.nodeType === 3 && hasBox(child)) return true;
        }
        return false;
    }
    // `content-visibility` and a closed `details` are seen by checkVisibility only.
    if (!element.checkVisibility() || style.visibility !== "visible") return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
}

/** Whether a text node is laid out. */
function hasBox(textNode) {
    const range = document.createRange();
    range.selectNode(textNode);
    const box = range.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
}

/** Whether assistive technology does not get the element (ARIA 1.2, section 7): role locators skip it. */
function isHiddenForAria(element, cache) {
    const known = cache.get(element);
    if (known !== undefined) return known;
    let hidden = false;
    if (textless.has(element.tagName)) {
        hidden = true;
    } else {
        const style = getComputedStyle(element);
        const isShown = style.display === "contents" || style.visibility === "visible";
        if (style.display === "none" || !isShown) hidden = true;
        else if (element.getAttribute("aria-hidden") === "true") hidden = true;
        else if (!element.assignedSlot && element.parentElement && element.parentElement.shadowRoot) hidden = true;
        else hidden = isHiddenAbove(element, cache);
    }
    cache.set(element, hidden);
    return hidden;
}

/** The inherited part: visibility may be undone by a child, `display: none` and `aria-hidden` may not. */
function isHiddenAbove(element, cache) {
    for (let at = flatParent(element); at; at = flatParent(at)) {
        if (at.getAttribute("aria-hidden") === "true") return true;
        if (textless.has(at.tagName)) return true;
        if (getComputedStyle(at).display === "none") return true;
        if (cache.get(at) === false) return false;
    }
    return false;
}
