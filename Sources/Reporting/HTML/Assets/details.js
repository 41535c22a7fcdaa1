// The pane in which what was chosen is told in full.

const details = {
    pane: h("aside", { "class": "details", "aria-label": "Details", tabindex: -1 }),
    /** Where the focus goes back to. */
    origin: null,
};

const KINDS = {
    film: "Picture", steps: "Step", requests: "Request", console: "Console", events: "Page", stages: "Stage", looks: "Look",
};

/** Tells of an item. */
function showDetails(item) {
    const [before, after] = neighbours(item);
    details.pane.classList.add("open");
    fill(details.pane,
        h("header", null,
            h("p", { "class": "kind" }, item.kind === "trigger" ? "Trigger" : KINDS[item.lane], " ", h("span", { "class": "when" }, at(item.start))),
            h("div", { "class": "steps" }, turn("previous", before), turn("next", after),
                h("button", { type: "button", "class": "quiet", "aria-label": "Close", title: "Close (Esc)", click: closeDetails }, icon("close")))),
        h("h2", null, headingOf(item)),
        TELL[item.lane](item));
    details.pane.scrollTop = 0;
}

function headingOf(item) {
    if (item.lane === "requests") return `${item.data.method} ${pathOf(item.data.url)}`;
    if (item.lane === "looks") return item.data.probe;
    if (item.lane === "console" || item.lane === "events") return item.kind;
    return item.title;
}

function turn(name, item) {
    const words = name === "next" ? "The next one" : "The one before";
    return h("button", {
        type: "button", "class": "quiet", "aria-label": words, title: words, disabled: !item,
        click: () => {
            choose(item, { focus: false });
            details.pane.querySelector(`[aria-label="${words}"]`)?.focus();
        },
    }, icon(name));
}

/** The items before and after one, of the same kind. */
function neighbours(item) {
    const list = itemsOf(item.lane).filter((other) => item.lane !== "looks" || other.row === item.row);
    const place = list.indexOf(item);
    return [list[place - 1], list[place + 1]];
}

/** Closes the pane; on a wide window it then says what the signs mean. */
function closeDetails() {
    const wasIn = details.pane.contains(document.activeElement);
    details.pane.classList.remove("open");
    const chosen = axis.chosen;
    axis.chosen = null;
    fill(details.pane, legend());
    showChosen();
    if (wasIn && chosen) axis.marks.get(chosen.index)?.focus({ preventScroll: true });
}

/** What the signs mean. */
function legend() {
    const sign = (name, words) => h("li", null, h("i", { "class": `sample ${name}` }), words);
    const has = (lane, kind) => items.some((item) => item.lane === lane && (!kind || item.kind === kind));
    return h("div", { "class": "legend" },
        h("p", { "class": "hint" }, "Choose anything on the axis to see all of it."),
        h("details", { open: matchMedia("(min-width: 1280px)").matches }, h("summary", null, "Signs and keys"),
            h("div", { "class": "signs" }, signs(sign, has))));
}

function signs(sign, has) {
    const group = (title, ...list) => h("div", null, h("h3", null, title), h("ul", null, list));
    return [
        has("requests") && group("Requests and the correlation ID",
            sign("carried", "carried by the application"), sign("added", "added by the tool"),
            sign("bare", "without it"), sign("outside", "to another origin, or a preflight")),
        (has("console") || has("events")) && group("Page and console",
            sign("navigation", "the page went to another address"), sign("message", "a message, a dialog, a value"),
            sign("warning", "a warning"), sign("trouble", "an error, a crash or a fault")),
        has("stages") && group("Stages",
            sign("reached", "there"), sign("below", "not there yet"), sign("over", "there too often"), sign("limit", "budget")),
        has("looks") && group("Looks",
            sign("initial", "the first answer"), sign("changed", "something changed"), sign("same", "the same again"), sign("no-answer", "no answer")),
        group("Keys", [["← →", "along a lane"], ["↑ ↓", "between lanes"], ["+ − 0", "zoom"], ["/", "search"], ["Esc", "close"]]
            .map(([key, words]) => h("li", { "class": "key" }, h("kbd", null, key), words))),
    ];
}
