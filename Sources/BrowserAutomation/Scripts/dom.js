// Walking the composed tree: light DOM plus every open shadow root, as a user sees one page.
// All files of this folder are joined inside one function and run in an isolated world; the page cannot see them.

/** The parent in the composed tree: across a shadow root's boundary to its host. */
function composedParent(node) {
    if (node.parentElement) return node.parentElement;
    const root = node.parentNode;
    return root && root.nodeType === 11 && root.host ? root.host : null;
}

/** The parent that decides layout: the slot an element is assigned to comes before its DOM parent. */
function flatParent(node) {
    return node.assignedSlot || composedParent(node);
}

/** Whether `ancestor` is `node` or contains it in the composed tree. */
function contains(ancestor, node) {
    for (let at = node; at; at = composedParent(at)) if (at === ancestor) return true;
    return false;
}

/** The document and all open shadow roots under `scope`, in tree order. */
function rootsUnder(scope) {
    const roots = [scope];
    const visit = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
        for (let node = root.nodeType === 1 ? root : walker.nextNode(); node; node = walker.nextNode()) {
            if (node.shadowRoot) {
                roots.push(node.shadowRoot);
                visit(node.shadowRoot);
            }
        }
    };
    visit(scope);
    return roots;
}

/** Every element under `scope` in composed order: an element, then its shadow tree, then its children. */
function* elementsUnder(scope) {
    const start = scope.nodeType === 1 ? [scope.shadowRoot, ...scope.children] : [...scope.children];
    const stack = start.filter(Boolean).reverse();
    while (stack.length) {
        const node = stack.pop();
        if (node.nodeType === 1) yield node;
        for (let child = node.lastElementChild; child; child = child.previousElementSibling) stack.push(child);
        if (node.shadowRoot) stack.push(node.shadowRoot);
    }
}

/** The closest ancestor-or-self in the composed tree that matches a selector. */
function closestComposed(element, selector) {
    for (let at = element; at; at = composedParent(at)) if (at.matches(selector)) return at;
    return null;
}

/** Orders elements as they come in the composed tree. */
function inTreeOrder(elements) {
    if (elements.length < 2) return elements;
    const wanted = new Set(elements);
    const ordered = [];
    for (const element of elementsUnder(document)) {
        if (wanted.has(element)) ordered.push(element);
        if (ordered.length === wanted.size) break;
    }
    return ordered;
}

/** The innermost element at a viewport point, through open shadow roots. */
function elementAt(x, y) {
    let hit = document.elementFromPoint(x, y);
    while (hit && hit.shadowRoot) {
        const inner = hit.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === hit || !hit.shadowRoot.contains(inner)) break;
        hit = inner;
    }
    return hit;
}

/** A short, one-line picture of an element for messages. Values typed by a user are never part of it. */
function describe(element) {
    const tag = element.tagName.toLowerCase();
    const shown = ["id", "class", "name", "type", "role", "aria-label", "placeholder", "href"];
    const attributes = [];
    for (const { name, value } of element.attributes) {
        if (!shown.includes(name) && !/^data-(test|qa)/.test(name)) continue;
        const short = value.length > 40 ? value.slice(0, 39) + "…" : value;
        attributes.push(short ? ` ${name}="${short}"` : ` ${name}`);
    }
    const text = normalise(textOf(element));
    const short = text.length > 40 ? text.slice(0, 39) + "…" : text;
    const open = `<${tag}${attributes.join("")}>`;
    return short ? `${open}${short}</${tag}>` : open;
}
