// What must not be seen in pictures and snapshots: password fields, and fields a secret was filled into.

const secretFields = new WeakSet();
const secretReferences = [];

// Whether a secret may have been seen in its field since this was last asked.
let wasSecretShown = false;

/** Whether a field shows dots in the place of what is in it. */
function showsDots(element) {
    return element instanceof HTMLInputElement && element.type === "password";
}

// Pages have buttons that show what is in a password field.
const disguise = new MutationObserver((records) => {
    if (records.some(({ target }) => !showsDots(target))) wasSecretShown = true;
});

/** Notes that a secret goes into a field. */
function keepSecret(element) {
    if (!secretFields.has(element)) {
        secretFields.add(element);
        secretReferences.push(new WeakRef(element));
        disguise.observe(element, { attributes: true, attributeFilter: ["type"] });
    }
    if (!showsDots(element)) wasSecretShown = true;
}

/** Whether a secret can be seen in its field, or could be at any time since this was last asked. */
function secretsShown() {
    const isShown = secretReferences.some((reference) => {
        const element = reference.deref();
        return element && element.isConnected && !showsDots(element) && (element.value ?? element.textContent) !== "";
    });
    const shown = isShown || wasSecretShown;
    wasSecretShown = false;
    return shown;
}

function keepTypedSecret(event) {
    const [target] = event.composedPath();
    if (target instanceof Element) keepSecret(target);
}

/** From now on, what is typed is a secret, into whichever fields it goes. */
function beginSecretTyping() {
    addEventListener("beforeinput", keepTypedSecret, true);
    const focused = focusedElement();
    if (focused && isEditable(focused)) keepSecret(focused);
    return true;
}

/** What is typed from now on is no secret. */
function endSecretTyping() {
    removeEventListener("beforeinput", keepTypedSecret, true);
    return true;
}

/** Whether what is in a field is to be kept out of evidence. */
function isSecret(element) {
    return secretFields.has(element) || showsDots(element);
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
