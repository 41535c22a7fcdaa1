// CSS that pierces open shadow roots: a descendant combinator crosses them, every other combinator stays inside one.

/** Splits at top level by a separator, leaving quotes, brackets and parentheses whole. */
function splitSelector(selector, isSeparator) {
    const parts = [];
    let part = "";
    let depth = 0;
    let quote = "";
    for (let i = 0; i < selector.length; i++) {
        const char = selector[i];
        if (char === "\\") {
            part += char + (selector[++i] ?? "");
        } else if (quote) {
            if (char === quote) quote = "";
            part += char;
        } else if (char === '"' || char === "'") {
            quote = char;
            part += char;
        } else {
            if (char === "(" || char === "[") depth++;
            if (char === ")" || char === "]") depth--;
            if (depth === 0 && isSeparator(char)) {
                parts.push(part);
                part = "";
            } else {
                part += char;
            }
        }
    }
    parts.push(part);
    return parts.map((each) => each.trim()).filter(Boolean);
}

/** The steps of a complex selector between descendant combinators: `a > b c` gives `a > b` and `c`. */
function descendantSteps(selector) {
    const words = splitSelector(selector.replace(/\s*([>+~])\s*(?![^[]*\])/g, "$1"), (char) => /\s/.test(char));
    return words;
}

/** All elements under `scope` that match, in composed order. */
function queryCSS(selector, scope) {
    // A syntax error is thrown here, in the browser's words.
    document.createDocumentFragment().querySelector(selector);
    const roots = rootsUnder(scope);
    if (roots.length === 1) return [...scope.querySelectorAll(selector)];
    const found = new Set();
    for (const complex of splitSelector(selector, (char) => char === ",")) {
        let holders = null;
        for (const step of descendantSteps(complex)) {
            const matches = new Set();
            for (const root of roots) {
                for (const element of root.querySelectorAll(step)) {
                    if (holders === null || hasAncestorIn(element, holders)) matches.add(element);
                }
            }
            holders = matches;
        }
        for (const element of holders ?? []) found.add(element);
    }
    return inTreeOrder([...found]);
}

/** Whether a proper composed ancestor of the element is in the set. */
function hasAncestorIn(element, set) {
    for (let at = composedParent(element); at; at = composedParent(at)) if (set.has(at)) return true;
    return false;
}
