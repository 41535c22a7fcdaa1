// What input commands need from the page: focus, selection, and the values that no keyboard can type.

const valueTypes = new Set(["color", "date", "time", "datetime-local", "month", "range", "week"]);

/**
 * Makes the held element ready for a text; "typed" when the text is to be inserted, "set" when it was set here. A
 * rehearsal sets nothing, which the page would answer, but only tells that it could: "settable".
 */
function beginFill(text, isSecretText, isRehearsal) {
    const element = held;
    if (!element || !element.isConnected) return { status: "detached" };
    if (isSecretText) keepSecret(element);
    if (element instanceof HTMLInputElement) {
        const type = element.type;
        if (["checkbox", "radio", "file", "submit", "button", "reset", "image"].includes(type)) {
            return { status: "unfit", reason: `an input of type ${type} cannot be filled` };
        }
        if (type === "number" && text.trim() !== "" && Number.isNaN(Number(text))) {
            return { status: "unfit", reason: "an input of type number takes a number only" };
        }
        if (valueTypes.has(type)) {
            const wanted = type === "color" ? text.toLowerCase() : text.trim();
            const trial = element.cloneNode();
            trial.value = wanted;
            if (trial.value !== wanted) {
                return { status: "unfit", reason: `malformed value for an input of type ${type}` };
            }
            if (isRehearsal) return { status: "settable" };
            element.focus();
            element.value = wanted;
            element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
            element.dispatchEvent(new Event("change", { bubbles: true }));
            return { status: "set" };
        }
    } else if (element.tagName === "SELECT") {
        return { status: "unfit", reason: "a select takes `select`, not `fill`" };
    }
    const empty = selectContents(element);
    return { status: "typed", empty };
}

/** Focuses an element and selects all it holds. Returns whether it held nothing. */
function selectContents(element) {
    element.focus();
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
        element.select();
        return element.value === "";
    }
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return element.textContent === "";
}

/** Focuses the held element, the cursor behind what is there. */
function focusHeld() {
    const element = held;
    if (!element || !element.isConnected) return { status: "detached" };
    if (focusedElement() !== element) {
        element.focus();
        // Only some types of input have a selection; the others say null.
        if (element.matches("input, textarea") && element.selectionStart !== null) {
            element.setSelectionRange(element.value.length, element.value.length);
        }
    }
    return { status: focusedElement() === element ? "focused" : "unfocusable" };
}

/** Chooses options by value or label, or only tells whether it could. Missing ones are waited for by the caller. */
function chooseOptions(wanted, isRehearsal) {
    const select = held;
    if (!select || !select.isConnected) return { status: "detached" };
    if (select.tagName !== "SELECT") return { status: "unfit", reason: `${describe(select)} is no <select>` };
    const options = [...select.options];
    const chosen = [];
    for (const want of wanted) {
        const byLabel = (each) => normalise(each.label) === normalise(want);
        const option = options.find((each) => each.value === want) ?? options.find(byLabel);
        if (!option) {
            const there = options.slice(0, 10).map((each) => normalise(each.label));
            return { status: "noOption", reason: want, options: there };
        }
        if (option.disabled || option.parentElement?.disabled) return { status: "optionDisabled", reason: want };
        chosen.push(option);
    }
    if (chosen.length > 1 && !select.multiple) return { status: "unfit", reason: "this <select> takes one option" };
    if (isRehearsal) return { status: "choosable" };
    select.focus();
    if (select.multiple) for (const option of options) option.selected = chosen.includes(option);
    else chosen[0].selected = true;
    select.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return { status: "set" };
}
