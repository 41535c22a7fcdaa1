// The document as text: open shadow trees as declarative templates, controls with the values a user sees, no secrets.

const voidElements = new Set([
    "AREA", "BASE", "BR", "COL", "EMBED", "HR", "IMG", "INPUT", "LINK", "META", "SOURCE", "TRACK", "WBR",
]);

/** The outer HTML of the document, cut after `limit` characters. */
function documentHTML(limit) {
    const parts = [];
    let length = 0;
    const put = (text) => {
        length += text.length;
        parts.push(text);
    };
    const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const escapeValue = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
    const children = (node) => {
        for (let child = node.firstChild; child && length < limit; child = child.nextSibling) visit(child);
    };
    const visit = (node) => {
        if (node.nodeType === 3) {
            const raw = ["SCRIPT", "STYLE"].includes(node.parentNode?.tagName);
            put(raw ? node.nodeValue : escapeText(node.nodeValue));
        } else if (node.nodeType === 8) {
            put(`<!--${node.nodeValue}-->`);
        } else if (node.nodeType === 1) {
            element(node);
        }
    };
    const element = (node) => {
        const tag = node.localName;
        put(`<${tag}`);
        for (const [name, value] of attributesOf(node)) {
            put(value === "" ? ` ${name}` : ` ${name}="${escapeValue(value)}"`);
        }
        put(">");
        if (voidElements.has(node.tagName)) return;
        if (node.shadowRoot) {
            put('<template shadowrootmode="open">');
            children(node.shadowRoot);
            put("</template>");
        }
        if (node.tagName === "TEXTAREA") put(isSecret(node) ? "" : escapeText(node.value));
        else children(node.tagName === "TEMPLATE" ? node.content : node);
        put(`</${tag}>`);
    };
    if (document.doctype) put(`<!DOCTYPE ${document.doctype.name}>`);
    if (document.documentElement) element(document.documentElement);
    if (length >= limit) put("<!-- cut here -->");
    return parts.join("");
}

/** An element's attributes with the live state of a control in place of its initial one. */
function attributesOf(node) {
    const attributes = new Map([...node.attributes].map(({ name, value }) => [name, value]));
    const flag = (name, isSet) => isSet ? attributes.set(name, "") : attributes.delete(name);
    if (node instanceof HTMLInputElement) {
        if (isSecret(node)) attributes.delete("value");
        else if (node.type === "checkbox" || node.type === "radio") flag("checked", node.checked);
        else if (node.type !== "file" && node.value !== "") attributes.set("value", node.value);
        else attributes.delete("value");
    } else if (node.tagName === "OPTION") {
        flag("selected", node.selected);
    }
    return attributes;
}
