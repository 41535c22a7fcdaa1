// Elements are made here and nowhere else, and text only ever becomes text: whatever the page under test wrote is data.

/** What would move, reorder or hide what is read; line breaks and tabs stay. */
const HARMFUL =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Text of others with what is harmful in it made visible. */
function clean(text) {
    return String(text).replace(HARMFUL, (sign) => `\\u{${sign.codePointAt(0).toString(16)}}`);
}

/**
 * Makes an element.
 *
 * @param {string} name the tag
 * @param {object} [traits] attributes; functions become listeners, `style` is an object of properties
 * @param {...*} children elements, or what is shown as text; nothing for `null`, `undefined` and `false`
 */
function h(name, traits, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(traits ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === "function") element.addEventListener(key, value);
        else if (key === "style") {
            for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
        } else element.setAttribute(key, value === true ? "" : clean(value));
    }
    append(element, children);
    return element;
}

/** Appends what `h` takes as children. */
function append(element, children) {
    for (const child of children.flat(Infinity)) {
        if (child === null || child === undefined || child === false) continue;
        element.append(child instanceof Node ? child : clean(child));
    }
}

/** Puts other children in the place of those an element has. */
function fill(element, ...children) {
    element.replaceChildren();
    append(element, children);
}

const OUTLINES = {
    good: ["M3.5 8.5l3 3 6-7"],
    bad: ["M4 4l8 8M12 4l-8 8"],
    doubt: ["M5.2 6a2.8 2.8 0 1 1 4.1 2.5c-.9.5-1.3 1-1.3 1.8M8 13v.1"],
    open: ["M8 7.9v.2"],
    close: ["M4.5 4.5l7 7M11.5 4.5l-7 7"],
    previous: ["M10 3.5L5.5 8l4.5 4.5"],
    next: ["M6 3.5L10.5 8 6 12.5"],
    copy: ["M5.5 5.5V3h7.5v7.5h-2.5M3 5.5h7.5V13H3z"],
};

/** A drawn sign; words stand beside it. */
function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    for (const [key, value] of Object.entries({
        class: `icon ${name}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true",
    })) svg.setAttribute(key, value);
    for (const outline of OUTLINES[name]) {
        const path = document.createElementNS(space, "path");
        path.setAttribute("d", outline);
        svg.append(path);
    }
    return svg;
}

/** A link to a blob beside this file; nothing where it was not kept. */
function blobLink(name, words) {
    return name && run.linked.has(name) ? h("a", { href: `blobs/${name}` }, words) : null;
}
