// What must not be seen in pictures and snapshots: password fields, and fields a secret was filled into.

const secretFields = new WeakSet();

/** Whether what is in a field is to be kept out of evidence. */
function isSecret(element) {
    return secretFields.has(element) || (element instanceof HTMLInputElement && element.type === "password");
}

const paint = ["color", "-webkit-text-fill-color", "caret-color"].map((name) => `${name}: transparent !important`)
    .concat("text-shadow: none !important", "background: #808080 !important").join("; ");

let masked = [];

/** Paints over secret fields with a constructed sheet: no node of the page changes. Returns how many there are. */
function maskSecrets() {
    const fields = [...elementsUnder(document)].filter((element) => isSecret(element) && element.value !== "");
    masked = [];
    for (const root of new Set(fields.map((field) => field.getRootNode()))) {
        const sheet = new CSSStyleSheet();
        const selectors = ["input[type=password]"];
        for (const field of fields) {
            if (field.getRootNode() === root && field.type !== "password") selectors.push(pathTo(field, root));
        }
        sheet.replaceSync(`${selectors.join(",")} { ${paint} }`);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        masked.push([root, sheet]);
    }
    return fields.length;
}

/** Takes the paint off again. */
function unmaskSecrets() {
    for (const [root, sheet] of masked) {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    }
    masked = [];
}

/** A selector that hits exactly one element of a root. */
function pathTo(element, root) {
    const steps = [];
    for (let at = element; at && at !== root; at = at.parentElement) {
        const siblings = at.parentNode ? [...at.parentNode.children] : [at];
        steps.unshift(`${CSS.escape(at.tagName.toLowerCase())}:nth-child(${siblings.indexOf(at) + 1})`);
    }
    return steps.join(" > ");
}
