// From a locator (see Locator.swift for its shape) to elements.

/** All elements a locator matches, in composed order. */
function locateAll(locator) {
    const scopes = locator.within ? locateAll(locator.within) : [document];
    let found = [];
    for (const scope of scopes) found.push(...queryOne(locator, scope));
    if (scopes.length > 1) found = inTreeOrder([...new Set(found)]);
    if (locator.hasText != null) {
        found = found.filter((element) => textMatches(textOf(element), locator.hasText, locator.exact === true));
    }
    if (locator.has) {
        const inner = locateAll(locator.has);
        found = found.filter((element) => inner.some((each) => each !== element && contains(element, each)));
    }
    if (locator.nth != null) {
        const index = locator.nth < 0 ? found.length + locator.nth : locator.nth;
        found = found[index] ? [found[index]] : [];
    }
    return found;
}

/** The elements of one kind of locator below one scope. */
function queryOne(locator, scope) {
    const { kind, value, exact } = locator;
    switch (kind) {
    case "css": return queryCSS(value, scope);
    case "xpath": return queryXPath(value, scope);
    case "testid": return withAttribute(scope, locator.attribute, (have) => have === value);
    case "placeholder": return withAttribute(scope, "placeholder", (have) => textMatches(have, value, exact));
    case "alt": return withAttribute(scope, "alt", (have) => textMatches(have, value, exact));
    case "title": return withAttribute(scope, "title", (have) => textMatches(have, value, exact));
    case "label": return queryLabel(value, exact, scope);
    case "text": return queryText(value, exact, scope);
    case "role": return queryRole(locator, scope);
    default: throw new Error(`unknown kind of locator: ${kind}`);
    }
}

/** Elements with an attribute whose value satisfies a test. */
function withAttribute(scope, attribute, test) {
    const found = [];
    for (const root of rootsUnder(scope)) {
        for (const element of root.querySelectorAll(`[${CSS.escape(attribute)}]`)) {
            if (test(element.getAttribute(attribute))) found.push(element);
        }
    }
    return inTreeOrder(found);
}

/** XPath does not know shadow trees: it is evaluated in each root by itself. */
function queryXPath(expression, scope) {
    const found = [];
    for (const root of rootsUnder(scope)) {
        // An absolute path below a scope means "from this scope", as in a nested locator. A shadow root cannot be
        // a context itself: its children are, and may match.
        let local = root !== document && expression.startsWith("/") ? `.${expression}` : expression;
        if (root.nodeType === 11) local = local.replace(/^\.\/\//, "descendant-or-self::");
        for (const node of root.nodeType === 11 ? root.children : [root]) {
            const result = document.evaluate(local, node, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
            for (let i = 0; i < result.snapshotLength; i++) {
                if (result.snapshotItem(i).nodeType === 1) found.push(result.snapshotItem(i));
            }
        }
    }
    return [...new Set(found)];
}

/** Controls by the text of their label: `aria-labelledby`, `aria-label`, or `<label>`. */
function queryLabel(wanted, exact, scope) {
    const found = [];
    for (const element of elementsUnder(scope)) {
        let labels = referenced(element, "aria-labelledby").map(textOf);
        if (!labels.length && element.hasAttribute("aria-label")) labels = [element.getAttribute("aria-label")];
        if (!labels.length && element.labels) labels = [...element.labels].map(textOf);
        if (labels.some((label) => textMatches(label, wanted, exact))) found.push(element);
    }
    return found;
}

/** The smallest elements whose text matches: an ancestor of a match does not match again. */
function queryText(wanted, exact, scope) {
    const found = [];
    const visit = (element) => {
        if (textless.has(element.tagName) || !textMatches(textOf(element), wanted, exact)) return false;
        let inner = false;
        for (const child of element.children) inner = visit(child) || inner;
        if (element.shadowRoot) for (const child of element.shadowRoot.children) inner = visit(child) || inner;
        if (!inner) found.push(element);
        return true;
    };
    if (exact) {
        // The whole text of a child may match where its parent's does not: every element is looked at.
        for (const element of elementsUnder(scope)) {
            if (textless.has(element.tagName) || !textMatches(textOf(element), wanted, true)) continue;
            const inner = [...element.children, ...(element.shadowRoot?.children ?? [])];
            if (!inner.some((child) => textMatches(textOf(child), wanted, true))) found.push(element);
        }
        return found;
    }
    for (const element of [...scope.children, ...(scope.shadowRoot?.children ?? [])]) visit(element);
    return inTreeOrder(found);
}

/** Elements by role, accessible name and states. */
function queryRole(locator, scope) {
    const hidden = new Map();
    const wants = (want, have) => want == null || want === have;
    const role = locator.value === "image" ? "img" : locator.value;
    const found = [];
    for (const element of elementsUnder(scope)) {
        if (roleOf(element) !== role) continue;
        if (!wants(locator.level, levelOf(element))) continue;
        if (!wants(locator.checked, checkedState(element) ?? false)) continue;
        if (!wants(locator.pressed, ariaState(element, "aria-pressed") ?? false)) continue;
        if (!wants(locator.expanded, expandedState(element) ?? false)) continue;
        if (!wants(locator.selected, selectedState(element) ?? false)) continue;
        if (!wants(locator.disabled, isDisabled(element))) continue;
        if (!locator.includeHidden && isHiddenForAria(element, hidden)) continue;
        if (locator.name != null && !textMatches(nameOf(element), locator.name, locator.exact)) continue;
        found.push(element);
    }
    return found;
}
