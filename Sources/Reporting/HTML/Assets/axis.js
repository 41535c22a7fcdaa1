// The axis itself: ruler, lanes, what holds for all of them, and how much of it is shown.

const axis = {
    /** How many times as wide as its place. */
    zoom: 1,
    folds: true,
    chosen: null,
    /** Buttons by the index of their items. */
    marks: new Map(),
    plot: h("div", { "class": "plot" }),
    scroll: h("div", { "class": "axis-scroll" }),
    width: 0,
    /** How high the row of a stage or a probe is. */
    row: ROW,
};

/** Draws everything anew, for a new width or another scale. */
function drawAxis() {
    const style = getComputedStyle(axis.scroll);
    const labels = parseFloat(style.getPropertyValue("--labels")) || 0;
    const room = Math.max(axis.scroll.clientWidth - labels, 560);
    axis.width = axis.scroll.clientWidth;
    axis.row = labels === 0 ? TALL_ROW : ROW;
    // Room at the end for the last labels.
    const scale = makeScale(room * axis.zoom - 28, axis.folds);
    const focused = document.activeElement?.dataset?.item;
    axis.marks.clear();
    axis.plot.style.setProperty("--row", `${axis.row}px`);
    axis.plot.style.setProperty("--plot", `${Math.round(room * axis.zoom)}px`);
    fill(axis.plot, ruler(scale), overlays(scale), lanes(scale));
    for (const element of axis.plot.querySelectorAll("[data-item]")) axis.marks.set(Number(element.dataset.item), element);
    showChosen();
    showMatches();
    rove();
    if (focused !== undefined) axis.marks.get(Number(focused))?.focus({ preventScroll: true });
    document.getElementById("fold").hidden = !scale.hasFolds;
}

function ruler(scale) {
    const phases = run.phases.map((phase) => {
        const [left, right] = [scale.position(phase.start), scale.position(phase.end)];
        const name = right - left > phase.name.length * CHARACTER + 8 ? phase.name : "";
        return h("span", {
            "class": `phase ${phase.name}`, title: `${phase.name}: ${at(phase.start)} to ${at(phase.end)}`,
            style: { left: px(left), width: px(Math.max(1, right - left - 1)) },
        }, name);
    });
    const times = rulerTimes(scale).map((t) => h("span", {
        "class": `time ${t === run.zero ? "zero" : ""} ${scale.position(t) < 20 ? "edge" : ""}`, style: { left: px(scale.position(t)) },
    }, t === run.zero ? "0" : at(t)));
    return h("div", { "class": "ruler" }, h("div", { "class": "lane-name" }, "Time"),
        h("div", { "class": "rows" }, h("div", { "class": "phases" }, phases), h("div", { "class": "times" }, times)));
}

/** What holds across the lanes: time zero, the deadline, the settle window, folds. */
function overlays(scale) {
    const line = (name, t, words) => t !== undefined && h("div", {
        "class": `across ${name}`, style: { left: px(scale.position(t)) },
    }, h("span", null, words));
    const folds = scale.parts.filter((part) => part.isFold).map((part) => h("div", {
        "class": "fold", style: { left: px(part.left), width: px(part.right - part.left) },
        title: `${elapsed(part.to - part.from)} in which nothing changed`,
    }, h("span", null, elapsed(part.to - part.from))));
    const settle = run.settle && h("div", {
        "class": `window ${run.settle.name === "settled" ? "settled" : "unsettled"}`,
        style: {
            left: px(scale.position(run.settle.start)),
            width: px(Math.max(2, scale.position(run.settle.end) - scale.position(run.settle.start))),
        },
    }, h("span", null, run.settle.name));
    const deadline = run.deadline <= run.end ? run.deadline : undefined;
    return h("div", { "class": "overlays", "aria-hidden": "true" },
        folds, settle, line("trigger", run.zero, "trigger"), line("deadline", deadline, "deadline"));
}

function lanes(scale) {
    let half = null;
    return LANES.map((lane) => {
        const list = itemsOf(lane.name);
        // Without time zero there is no line to draw for a stage; the table says what was planned.
        if (list.length === 0 || (lane.name === "stages" && run.zero === undefined)) return null;
        const { height, marks } = DRAW[lane.name](list, scale);
        if (marks.length === 0) return null;
        const divider = lane.half === half ? null
            : h("div", { "class": "half" }, h("span", null, lane.half === "page" ? "Browser" : "Back end"));
        half = lane.half;
        return [divider, h("div", { "class": `lane ${lane.name}`, role: "group", "aria-label": lane.title },
            h("div", { "class": "lane-name" }, laneNames(lane, list)),
            h("div", { "class": "rows", style: { height: px(height) } }, marks))];
    });
}

function laneNames(lane, list) {
    if (lane.name === "stages") {
        return list.map((item) => h("span", { "class": `row-name ${item.data.state}`, title: item.title },
            icon({ good: "good", broken: "bad", wrong: "bad", unknown: "doubt" }[item.data.state] ?? "open"), item.title));
    }
    if (lane.name === "looks") {
        return [...new Set(list.map((item) => item.row))].map((probe) => h("span", { "class": "row-name", title: probe },
            h("small", null, "looks "), probe));
    }
    return h("span", { "class": "row-name" }, lane.title,
        lane.name === "film" ? null : h("small", { "class": "count" }, String(list.length)));
}

// MARK: What is chosen

/** Marks the chosen item. */
function showChosen() {
    for (const element of axis.plot.querySelectorAll("[aria-current]")) element.removeAttribute("aria-current");
    if (axis.chosen) axis.marks.get(axis.chosen.index)?.setAttribute("aria-current", "true");
}

/** Chooses an item: marks it, shows it, tells of it. */
function choose(item, { focus = true } = {}) {
    axis.chosen = item;
    showDetails(item);
    showChosen();
    const element = axis.marks.get(item.index);
    if (!element) return;
    rove(element);
    if (focus) element.focus({ preventScroll: true });
    reveal(element);
}

/** Scrolls so that a mark can be seen, beside its lane's name and above the details. */
function reveal(element) {
    const [mark, view, pane] = [element, axis.scroll, details.pane].map((one) => one.getBoundingClientRect());
    const bottom = getComputedStyle(details.pane).position === "fixed" ? pane.top : window.innerHeight;
    if (mark.bottom > bottom - 12) window.scrollBy(0, mark.bottom - bottom + 60);
    else if (mark.top < 12) window.scrollBy(0, mark.top - 60);
    const labels = parseFloat(getComputedStyle(axis.scroll).getPropertyValue("--labels")) || 0;
    if (mark.left < view.left + labels + 8) axis.scroll.scrollLeft -= view.left + labels + 60 - mark.left;
    else if (mark.left > view.right - 60) axis.scroll.scrollLeft += mark.left - view.right + 160;
}

/** Leaves one mark in the order of the tabulator; the arrows reach the others. */
function rove(element = axis.marks.get(axis.chosen?.index) ?? firstMark()) {
    for (const other of axis.plot.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    if (element) element.tabIndex = 0;
}

function firstMark() {
    const trigger = items.find((item) => item.kind === "trigger");
    return axis.marks.get(trigger?.index) ?? axis.plot.querySelector("[data-item]");
}

/** Shows more or less of the axis around the middle of what is seen. */
function zoomTo(zoom) {
    const middle = (axis.scroll.scrollLeft + axis.scroll.clientWidth / 2) / axis.scroll.scrollWidth;
    axis.zoom = Math.max(1, Math.min(40, zoom));
    drawAxis();
    axis.scroll.scrollLeft = middle * axis.scroll.scrollWidth - axis.scroll.clientWidth / 2;
}
