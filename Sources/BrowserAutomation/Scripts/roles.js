// Explicit and implicit ARIA roles (HTML-AAM 1.0, the elements that pages use).

const landmarkBlockers = "article, aside, main, nav, section, [role=article], [role=complementary], [role=main], " +
    "[role=navigation], [role=region]";

const inputRoles = {
    button: "button", image: "button", reset: "button", submit: "button",
    checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton",
};

const rolelessInputs = new Set([
    "color", "date", "datetime-local", "file", "hidden", "month", "password", "time", "week",
]);

const rolesByTag = {
    ARTICLE: "article", ASIDE: "complementary", BLOCKQUOTE: "blockquote", BUTTON: "button", CAPTION: "caption",
    CODE: "code", DATALIST: "listbox", DD: "definition", DEL: "deletion", DETAILS: "group", DFN: "term",
    DIALOG: "dialog", DT: "term", EM: "emphasis", FIELDSET: "group", FIGURE: "figure", H1: "heading", H2: "heading",
    H3: "heading", H4: "heading", H5: "heading", H6: "heading", HR: "separator", HTML: "document", INS: "insertion",
    LI: "listitem", MAIN: "main", MARK: "mark", MATH: "math", MENU: "list", METER: "meter", NAV: "navigation",
    OL: "list", OPTGROUP: "group", OPTION: "option", OUTPUT: "status", P: "paragraph", PROGRESS: "progressbar",
    SEARCH: "search", STRONG: "strong", SUB: "subscript", SUP: "superscript", SVG: "img", TABLE: "table",
    TBODY: "rowgroup", TEXTAREA: "textbox", TFOOT: "rowgroup", THEAD: "rowgroup", TIME: "time", TR: "row", UL: "list",
};

/** The role an element has by its tag alone, or "" for none. */
function implicitRole(element) {
    const tag = element.tagName.toUpperCase();
    switch (tag) {
    case "A": case "AREA":
        return element.hasAttribute("href") ? "link" : "";
    case "INPUT": {
        const type = element.type;
        if (inputRoles[type]) return inputRoles[type];
        if (rolelessInputs.has(type)) return "";
        if (element.list) return "combobox";
        return type === "search" ? "searchbox" : "textbox";
    }
    case "SELECT":
        return element.multiple || element.size > 1 ? "listbox" : "combobox";
    case "IMG":
        return element.getAttribute("alt") === "" && !element.title && !element.hasAttribute("aria-label")
            ? "presentation" : "img";
    case "HEADER":
        return closestComposed(composedParent(element), landmarkBlockers) ? "" : "banner";
    case "FOOTER":
        return closestComposed(composedParent(element), landmarkBlockers) ? "" : "contentinfo";
    case "SECTION":
        return hasExplicitName(element) ? "region" : "";
    case "FORM":
        return hasExplicitName(element) ? "form" : "";
    case "TD": case "TH": {
        const table = element.closest("table");
        const role = table && table.getAttribute("role");
        const cell = role === "grid" || role === "treegrid" ? "gridcell" : "cell";
        if (tag === "TD") return cell;
        if (element.scope === "row" || element.scope === "rowgroup") return "rowheader";
        return "columnheader";
    }
    default:
        return rolesByTag[tag] || "";
    }
}

/** Whether an author gave the element a name of its own; a region or form counts only with one. */
function hasExplicitName(element) {
    return ["aria-label", "aria-labelledby", "title"].some((name) => element.hasAttribute(name));
}

const knownRoles = new Set([
    ...Object.values(rolesByTag), ...Object.values(inputRoles),
    "alert", "alertdialog", "application", "banner", "cell", "columnheader", "combobox", "contentinfo", "directory",
    "feed", "form", "generic", "grid", "gridcell", "image", "img", "link", "listbox", "log", "marquee", "menu",
    "menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "none", "note", "presentation", "radiogroup", "region",
    "rowheader", "scrollbar", "searchbox", "switch", "tab", "tablist", "tabpanel", "textbox", "timer", "toolbar",
    "tooltip", "tree", "treegrid", "treeitem",
]);

/** The role of an element: the first known token of its `role` attribute, else the one of its tag. */
function roleOf(element) {
    const explicit = element.getAttribute("role");
    if (explicit) {
        const role = explicit.trim().toLowerCase().split(/\s+/).find((token) => knownRoles.has(token));
        if (role === "none" || role === "presentation") {
            // A focusable element keeps its meaning (ARIA 1.2, conflict resolution).
            return element.tabIndex >= 0 && implicitRole(element) ? implicitRole(element) : role;
        }
        if (role) return role === "image" ? "img" : role;
    }
    return implicitRole(element);
}

/** The level of a heading, list item, row or tree item, 0 when it has none. */
function levelOf(element) {
    const native = /^H([1-6])$/.exec(element.tagName);
    const aria = Number.parseInt(element.getAttribute("aria-level") || "", 10);
    return aria >= 1 ? aria : native ? Number(native[1]) : 0;
}

/** true, false or "mixed" from a native control or an ARIA attribute; null when the state does not apply. */
function checkedState(element) {
    if (element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio")) {
        return element.indeterminate ? "mixed" : element.checked;
    }
    return ariaState(element, "aria-checked");
}

/** An ARIA tristate attribute as a value; null when absent. */
function ariaState(element, attribute) {
    const value = element.getAttribute(attribute);
    return value === "true" ? true : value === "mixed" ? "mixed" : value === "false" ? false : null;
}

/** Expanded: a `details` says it by being open. */
function expandedState(element) {
    if (element.tagName === "DETAILS") return element.open;
    const parent = element.parentElement;
    if (element.tagName === "SUMMARY" && parent?.tagName === "DETAILS") return parent.open;
    return ariaState(element, "aria-expanded");
}

/** Selected: an `option` says it itself. */
function selectedState(element) {
    return element.tagName === "OPTION" ? element.selected : ariaState(element, "aria-selected");
}

/** Disabled: natively (a disabled fieldset included) or by `aria-disabled` on it or above it. */
function isDisabled(element) {
    return element.matches(":disabled") || closestComposed(element, "[aria-disabled=true]") !== null;
}
