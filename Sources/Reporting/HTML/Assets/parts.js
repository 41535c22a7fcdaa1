// Pieces that the details of several things are made of.

/** A name and its value, where there is one. */
function fact(name, value) {
    if (value === undefined || value === null || value === "" || value === false) return null;
    return h("div", null, h("dt", null, name), h("dd", null, value));
}

/** A list of facts. */
function facts(...entries) {
    return h("dl", { "class": "facts" }, entries);
}

/** A block of text as it is. */
function block(text, name = "") {
    return h("pre", { "class": name, tabindex: 0 }, text);
}

/** A part with a title that can be folded away. */
function part(title, isOpen, ...children) {
    const shown = children.flat().filter(Boolean);
    return shown.length === 0 ? null : h("details", { open: isOpen }, h("summary", null, title), shown);
}

/** Headers, as a table that keeps their order. */
function headers(title, fields) {
    if (fields === undefined) return null;
    return part(`${title} (${fields.length})`, false, h("dl", { "class": "headers" }, fields.map(([name, value]) =>
        h("div", null, h("dt", null, name), h("dd", null, value)))));
}

/** A body, from this page or else beside it. */
function body(title, name, isOpen = true) {
    if (!name) return null;
    const text = run.bodies[name];
    const link = blobLink(name, "whole body");
    if (text === undefined) return link && h("p", { "class": "note" }, `${title}: not in this page, `, link, ".");
    return part(title, isOpen, block(text, "body"), link && h("p", { "class": "note" }, link));
}

/** Two values side by side. */
function versus(one, other) {
    return h("dl", { "class": "versus" }, [one, other].map(([name, value]) =>
        h("div", null, h("dt", null, name), h("dd", null, h("pre", null, value ?? "–")))));
}

/** A picture of the page, which opens in a window of its own where it was kept. */
function picture(frame, words) {
    const source = frame && pictureSource(frame.blob);
    if (!source) return frame ? blobLink(frame.blob, words) : null;
    const image = h("img", { src: source, alt: words });
    const shown = run.linked.has(frame.blob) ? h("a", { href: `blobs/${frame.blob}` }, image) : image;
    return h("figure", { "class": "shot" }, shown, h("figcaption", null, words));
}

/** Where in the journal it stands. */
function source(line) {
    return line === undefined ? null : h("p", { "class": "note" }, "journal.jsonl, line ", String(line));
}
