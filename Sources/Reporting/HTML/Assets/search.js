// Search over everything that happened, and the list of it: the axis for those who would rather read.

const search = {
    query: "",
    isListed: false,
    list: h("ol", { "class": "everything" }),
    status: h("p", { "class": "status", role: "status" }),
    limit: 200,
};

/** Whether an item has every word that is searched for. */
function matches(item) {
    return search.query.split(/\s+/).every((word) => item.text.includes(word));
}

/** Takes what was typed. */
function searchFor(text) {
    search.query = text.trim().toLowerCase();
    search.limit = 200;
    showMatches();
    showList();
}

/** Dims on the axis what does not match. */
function showMatches() {
    axis.plot.classList.toggle("searching", search.query !== "");
    for (const [index, element] of axis.marks) {
        element.classList.toggle("match", search.query !== "" && matches(items[index]));
    }
}

/** Lists what matches, or everything. */
function showList() {
    const found = search.query === "" ? items : items.filter(matches);
    search.status.textContent = search.query === "" ? "" : `${found.length} of ${items.length}`;
    const isShown = search.isListed || search.query !== "";
    search.list.hidden = !isShown;
    if (!isShown) return;
    fill(search.list, found.slice(0, search.limit).map(listed), found.length > search.limit && h("li", { "class": "more" },
        h("button", { type: "button", "class": "link", click: showMore }, `${found.length - search.limit} more`)));
}

function showMore() {
    search.limit += 500;
    showList();
}

function listed(item) {
    return h("li", null, h("button", { type: "button", "class": `entry ${item.tone ?? ""}`, click: () => choose(item, { focus: false }) },
        h("span", { "class": "when" }, at(item.start)), h("span", { "class": "kind" }, item.kind === "trigger" ? "Trigger" : KINDS[item.lane]),
        h("span", { "class": "what" }, cut(item.title, 300)), h("span", { "class": "words" }, cut(item.words ?? "", 200))));
}

/** Goes to the first thing that matches. */
function chooseFirstMatch() {
    const item = search.query === "" ? null : items.find(matches);
    if (item) choose(item);
}
