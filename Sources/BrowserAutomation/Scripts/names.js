// The accessible name, after "Accessible Name and Description Computation 1.2": the parts that pages use.

const namedByContent = new Set([
    "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem", "menuitemcheckbox",
    "menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab", "tooltip", "treeitem",
]);

const neverNamed = new Set([
    "caption", "code", "definition", "deletion", "emphasis", "generic", "insertion", "mark", "none", "paragraph",
    "presentation", "strong", "subscript", "superscript", "term", "time",
]);

/** The accessible name of an element, normalised. */
function nameOf(element) {
    if (neverNamed.has(roleOf(element))) return "";
    // What is hidden itself is named by what is in it, hidden or not.
    const includeHidden = isHiddenForAria(element, new Map());
    return normalise(computeName(element, { visited: new Set(), includeHidden, reference: false, content: false }));
}

/** One step of the computation; `content` is true inside a traversal, `reference` under `aria-labelledby`. */
function computeName(element, context) {
    if (context.visited.has(element)) return "";
    context.visited.add(element);
    if (!context.includeHidden && !context.reference && isHiddenForAria(element, new Map())) return "";

    if (!context.reference) {
        const named = referenced(element, "aria-labelledby");
        if (named.length) {
            const parts = named.map((each) => computeName(
                each, { ...context, visited: new Set(context.visited), reference: true, content: true }));
            const joined = normalise(parts.join(" "));
            if (joined) return joined;
        }
    }

    const role = roleOf(element);
    if (context.content) {
        const value = embeddedValue(element, role);
        if (value !== null) return value;
    }
    const label = (element.getAttribute("aria-label") || "").trim();
    if (label) return label;

    const native = nativeName(element, context);
    if (native !== null && normalise(native)) return native;

    if (namedByContent.has(role) || context.content || (role === "" && context.reference)) {
        const text = contentName(element, context);
        if (normalise(text)) return text;
    }
    const title = element.getAttribute("title") || "";
    return title || (element.getAttribute("placeholder") || "");
}

/** The elements an IDREF list attribute names, in the element's own root. */
function referenced(element, attribute) {
    const value = element.getAttribute(attribute);
    if (!value) return [];
    const root = element.getRootNode();
    return value.split(/\s+/).filter(Boolean).map((id) => root.getElementById?.(id)).filter(Boolean);
}

/** What a control inside a name contributes: its value; null when the element is no such control. */
function embeddedValue(element, role) {
    if (role === "textbox" || role === "searchbox") {
        if (element.type === "password") return "";
        return "value" in element ? element.value : element.textContent;
    }
    if (element.tagName === "SELECT") return [...element.selectedOptions].map((option) => option.text).join(" ");
    if (role === "slider" || role === "spinbutton") {
        const said = element.getAttribute("aria-valuetext") || element.getAttribute("aria-valuenow");
        return said || String(element.value ?? "");
    }
    return null;
}

/** The name HTML gives by markup (HTML-AAM 1.0, section 4); null when HTML has no rule for the element. */
function nativeName(element, context) {
    const inner = (each) => computeName(each, { ...context, reference: false, content: true });
    const labels = element.labels;
    switch (element.tagName.toUpperCase()) {
    case "INPUT":
        if (element.type === "submit" || element.type === "reset" || element.type === "button") {
            if (element.value) return element.value;
            return element.type === "submit" ? "Submit" : element.type === "reset" ? "Reset" : "";
        }
        if (element.type === "image") return element.alt || element.title || "Submit";
        return labels && labels.length ? [...labels].map(inner).join(" ") : null;
    case "BUTTON": case "TEXTAREA": case "SELECT": case "METER": case "PROGRESS": case "OUTPUT":
        return labels && labels.length ? [...labels].map(inner).join(" ") : null;
    case "FIELDSET": return childName(element, "LEGEND", inner);
    case "FIGURE": return childName(element, "FIGCAPTION", inner);
    case "TABLE": return childName(element, "CAPTION", inner);
    case "IMG": case "AREA": return element.getAttribute("alt");
    case "SVG": return childName(element, "TITLE", (title) => title.textContent);
    default: return null;
    }
}

/** The name a special child gives its parent. */
function childName(element, tag, inner) {
    const child = [...element.children].find((each) => each.tagName.toUpperCase() === tag);
    return child ? inner(child) : null;
}

/** The text of the children, generated content included, blocks kept apart by blanks. */
function contentName(element, context) {
    let name = generated(element, "::before");
    const nodes = element.shadowRoot ? element.shadowRoot.childNodes
        : element.tagName === "SLOT" && element.assignedNodes().length ? element.assignedNodes() : element.childNodes;
    for (const node of nodes) {
        if (node.nodeType === 3) {
            name += node.nodeValue;
        } else if (node.nodeType === 1) {
            const part = node.tagName === "BR" ? " " : computeName(node, { ...context, reference: false, content: true });
            const display = getComputedStyle(node).display;
            name += display.startsWith("inline") || display === "contents" ? part : ` ${part} `;
        }
    }
    return name + generated(element, "::after");
}

/** The text of a pseudo-element, "" when it has none. */
function generated(element, pseudo) {
    const content = getComputedStyle(element, pseudo).content;
    const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(content);
    return quoted ? quoted[1].replace(/\\(.)/g, "$1") : "";
}
