// What an assertion looks at: everything about one locator in one call.

/** The controls a label stands for, so that `label` and its control are judged alike. */
function controlOf(element) {
    if (element.matches("input, textarea, select, button") || element.isContentEditable) return element;
    const label = element.closest("label");
    return label && label.control ? label.control : element;
}

/** Whether text can be typed into it. */
function isEditable(element) {
    if (isDisabled(element)) return false;
    if (element.isContentEditable) return true;
    if (!element.matches("input, textarea, select")) return false;
    return !element.readOnly && element.getAttribute("aria-readonly") !== "true";
}

/** The element that has the focus, through open shadow roots. */
function focusedElement() {
    let active = document.activeElement;
    while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
    return active;
}

/** The state of a locator as ElementState.swift reads it. */
function stateOf(locator) {
    const elements = locateAll(locator);
    const state = { count: elements.length, matches: elements.slice(0, 5).map(describe) };
    if (elements.length === 0) return state;
    const element = elements[0];
    const control = controlOf(element);
    const attributes = {};
    for (const { name, value } of element.attributes) {
        attributes[name] = isSecret(element) && name === "value" ? "" : value;
    }
    return {
        ...state,
        visible: isVisible(element),
        enabled: !isDisabled(control),
        editable: isEditable(control),
        checked: checkedWord(control),
        text: normalise(textOf(element)),
        value: valueOf(control),
        focused: focusedElement() === control,
        attributes,
        classes: [...element.classList],
        tag: element.tagName.toLowerCase(),
        role: roleOf(element),
        name: nameOf(element),
    };
}

const valued = "input, textarea, select, option, meter, progress, output";

/** The value of a control; null for what has none. A button shows its text. What is in a password field stays there. */
function valueOf(element) {
    if (isSecret(element)) return element.value === "" ? "" : "••••";
    if (element.tagName === "SELECT" && element.multiple) {
        return [...element.selectedOptions].map((option) => option.value).join(", ");
    }
    return element.matches(valued) ? String(element.value) : null;
}

/** A checkable control's state as a word; null for what cannot be checked. */
function checkedWord(element) {
    const state = checkedState(element);
    return state === null ? null : state === "mixed" ? "mixed" : state ? "on" : "off";
}

/** The document's title. */
function title() {
    return normalise(document.title);
}
