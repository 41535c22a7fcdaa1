// Puts the page together: what needs a script is shown only now.

function toggle(name, words, isOn, change) {
    const button = h("button", {
        type: "button", "class": "quiet", id: name, "aria-pressed": String(isOn),
        click: () => {
            const isNowOn = button.getAttribute("aria-pressed") !== "true";
            button.setAttribute("aria-pressed", String(isNowOn));
            change(isNowOn);
        },
    }, words);
    return button;
}

function tools() {
    const field = h("input", {
        id: "search", type: "search", placeholder: "Search everything", "aria-label": "Search everything that happened",
        autocomplete: "off", spellcheck: "false", input: () => searchFor(field.value),
        keydown: (event) => { if (event.key === "Enter") chooseFirstMatch(); },
    });
    return h("div", { "class": "tools" },
        h("div", { "class": "field" }, field, h("kbd", { "aria-hidden": "true" }, "/")), search.status,
        h("div", { "class": "buttons" },
            toggle("fold", "Fold quiet time", true, (isOn) => { axis.folds = isOn; drawAxis(); }),
            toggle("list", "List", false, (isOn) => { search.isListed = isOn; showList(); }),
            h("button", { type: "button", "class": "quiet", "aria-label": "Show less time, wider", title: "Zoom in (+)", click: () => zoomTo(axis.zoom * 1.5) }, "+"),
            h("button", { type: "button", "class": "quiet", "aria-label": "Show more time, narrower", title: "Zoom out (−)", click: () => zoomTo(axis.zoom / 1.5) }, "−")));
}

/** The axis with its tools and the details beside it. */
function build() {
    const place = document.getElementById("evidence");
    axis.scroll.append(axis.plot);
    fill(details.pane, legend());
    axis.plot.addEventListener("click", (event) => {
        const element = event.target.closest("[data-item]");
        if (element) choose(items[Number(element.dataset.item)]);
    });
    const left = run.left.length > 0 && h("p", { "class": "note" }, `Not in this page, but in journal.jsonl: ${run.left.join("; ")}.`);
    fill(place, h("h2", { id: "axis" }, "What happened, on one axis"), tools(),
        h("div", { "class": "side" }, h("div", { "class": "axis-main" }, axis.scroll, left, search.list), details.pane));
    for (const element of document.querySelectorAll(".scripted")) element.hidden = false;
    document.documentElement.classList.add("script");
    showList();
    drawAxis();
    new ResizeObserver(() => { if (axis.scroll.clientWidth !== axis.width) drawAxis(); }).observe(axis.scroll);
    document.addEventListener("keydown", onKey);
}

/** The rows of the tables lead to the axis. */
function linkRows() {
    const link = (cell, item) => {
        if (!cell || !item) return;
        const button = h("button", {
            type: "button", "class": "link",
            click: () => {
                choose(item, { focus: false });
                document.getElementById("axis").scrollIntoView({ block: "start" });
                details.pane.focus({ preventScroll: true });
            },
        });
        button.append(...cell.childNodes);
        cell.append(button);
    };
    for (const row of document.querySelectorAll("tr[data-stage]")) {
        const place = Number(row.dataset.stage);
        link(row.querySelector(".name"), items.find((item) => item.lane === "stages" && item.row === place));
    }
    for (const row of document.querySelectorAll("tr[data-step]")) {
        const index = Number(row.dataset.step);
        link(row.querySelector("th code"), items.find((item) => item.lane === "steps" && item.data.index === index));
    }
}

/** Buttons that copy what stands before them. */
function offerCopies() {
    for (const code of document.querySelectorAll(".copyable")) {
        const button = h("button", {
            type: "button", "class": "quiet copy", "aria-label": "Copy", title: "Copy",
            click: async () => {
                const isDone = await copy(code);
                button.classList.toggle("done", isDone);
                fill(button, icon(isDone ? "good" : "copy"));
                if (!isDone) getSelection().selectAllChildren(code);
            },
        }, icon("copy"));
        code.after(" ", button);
    }
}

/** A page from a file may have no clipboard; then the text is left selected. */
async function copy(code) {
    try {
        await navigator.clipboard.writeText(code.textContent);
        return true;
    } catch {
        return false;
    }
}

/** The other theme than the system's, for as long as the page is open. */
function offerTheme() {
    const button = document.getElementById("theme");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
    const show = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    button.addEventListener("click", () => {
        document.documentElement.dataset.theme = isDark() ? "light" : "dark";
        show();
    });
    dark.addEventListener("change", show);
    show();
}

build();
linkRows();
offerCopies();
offerTheme();
