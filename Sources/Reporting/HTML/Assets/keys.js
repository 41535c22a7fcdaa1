// Everything can be reached from the keyboard.

/** Whether a key belongs to a field that is typed in. */
function isTyping(target) {
    return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return escape(event);
    if (isTyping(event.target)) return;
    if (event.key === "/") {
        event.preventDefault();
        document.getElementById("search").focus();
        return;
    }
    if (!axis.scroll.contains(event.target)) return;
    const zoom = { "+": axis.zoom * 1.5, "=": axis.zoom * 1.5, "-": axis.zoom / 1.5, 0: 1 }[event.key];
    if (zoom !== undefined) {
        event.preventDefault();
        zoomTo(zoom);
        return;
    }
    move(event);
}

/** The first Esc closes the details, the next one ends the search. */
function escape(event) {
    const field = document.getElementById("search");
    if (axis.chosen) closeDetails();
    else if (field.value !== "") {
        field.value = "";
        searchFor("");
    } else if (event.target === field) field.blur();
}

/** Moves along the axis. */
function move(event) {
    const item = items[Number(event.target.dataset?.item)];
    if (!item) return;
    const element = { ArrowLeft: beside(item, -1), ArrowRight: beside(item, 1), Home: edge(item, 0), End: edge(item, -1),
        ArrowUp: across(event.target, -1), ArrowDown: across(event.target, 1) }[event.key];
    if (!element) return;
    event.preventDefault();
    const other = items[Number(element.dataset.item)];
    if (axis.chosen) return choose(other);
    rove(element);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    reveal(element);
}

/** The marks of an item's row that are drawn, in order. */
function drawn(item) {
    return itemsOf(item.lane).filter((other) => item.lane !== "looks" || other.row === item.row)
        .map((other) => axis.marks.get(other.index)).filter(Boolean);
}

function beside(item, step) {
    const marks = drawn(item);
    return marks[marks.indexOf(axis.marks.get(item.index)) + step];
}

function edge(item, place) {
    return drawn(item).at(place);
}

/** The mark above or below that is nearest in time. */
function across(element, step) {
    const from = element.getBoundingClientRect();
    const middle = from.top + from.height / 2;
    let best = null;
    for (const other of axis.marks.values()) {
        const place = other.getBoundingClientRect();
        const down = (place.top + place.height / 2 - middle) * step;
        if (down < 4) continue;
        // The next row first, then what is nearest in it.
        const distance = Math.round(down / 12) * 10000 + Math.abs(place.left - from.left);
        if (!best || distance < best.distance) best = { other, distance };
    }
    return best?.other;
}
