// The lanes of the axis: each places its items, at a scale, in rows.

const CHARACTER = 6.6;
const ROW = 24;
/** Where names stand above their lines instead of before them, a row is higher. */
const TALL_ROW = 40;

/**
 * Places items in rows so that none covers another, nor its label. What matters most is placed first, and keeps its label.
 *
 * @param {Array} list items in order
 * @param {object} scale
 * @param {{most: number, least: number, label: function}} rules rows at most, width at least, and the label of an item
 */
function pack(list, scale, { most, least, label }) {
    const rows = [];
    const isFree = (row, [from, to]) => !rows[row]?.some(([left, right]) => from < right + 5 && left < to + 5);
    const place = (item) => {
        const left = scale.position(item.start);
        const width = Math.max(least, scale.position(item.end) - left);
        const text = label(item);
        const long = text === "" ? 0 : text.length * CHARACTER + 6;
        const inside = long + 8 <= width;
        // At the end of the axis the label stands before its bar.
        const before = !inside && long > 0 && left + width + long > scale.width + 24;
        const bar = [left, left + width];
        const whole = inside ? bar : before ? [left - long, left + width] : [left, left + width + long];
        const all = [...Array(Math.min(most, rows.length + 1)).keys()];
        let row = all.find((one) => isFree(one, whole));
        const isBare = row === undefined;
        if (isBare) row = all.find((one) => isFree(one, bar)) ?? all.length - 1;
        (rows[row] ??= []).push(isBare ? bar : whole);
        return { item, left, width, row, text: isBare ? "" : text, place: inside ? "inside" : before ? "before" : "beside" };
    };
    const matters = (item) => (item.kind === "trigger" || item.tone === "bad" || item.tone === "trouble" ? 0 : 1);
    const placed = [...list].sort((one, other) => matters(one) - matters(other) || one.start - other.start).map(place);
    return placed.sort((one, other) => one.left - other.left);
}

/** A button that stands for an item. */
function mark(item, traits, ...children) {
    const { "class": name = "", style, ...rest } = traits;
    return h("button", {
        type: "button", tabindex: -1, "data-item": item.index, "aria-label": labelOf(item), title: tip(item),
        "class": `mark ${item.lane} ${item.tone ?? ""} ${name}`, style, ...rest,
    }, ...children);
}

function tip(item) {
    return cut(`${at(item.start)}  ${item.title}${item.words ? `: ${item.words}` : ""}`, 240);
}

const px = (number) => `${Math.round(number * 10) / 10}px`;

/** Bars in rows, with labels where there is room. */
function bars(list, scale, rules, kindOf) {
    const placed = pack(list, scale, rules);
    const rows = Math.max(1, ...placed.map((place) => place.row + 1));
    const marks = placed.map(({ item, left, width, row, text, place }) => mark(item, {
        "class": `bar ${kindOf(item)} ${place}`,
        style: { left: px(left), top: px(row * ROW), "--width": px(width) },
    }, h("i", { "class": "fill" }), text ? h("span", { "class": "text" }, text) : null));
    return { height: rows * ROW, marks };
}

const DRAW = {
    film(list, scale) {
        let free = -Infinity;
        const marks = [];
        // The picture of the failure is worth more than the film's frame just before it.
        const stills = list.filter((item) => item.kind === "picture").map((item) => scale.position(item.start));
        for (const item of list) {
            const source = pictureSource(item.data.blob);
            const left = Math.min(scale.position(item.start), scale.width - 96);
            const isHidden = item.kind === "film" && stills.some((still) => Math.abs(Math.min(still, scale.width - 96) - left) < 100);
            if (!source || left < free || isHidden) continue;
            free = left + 102;
            const image = h("img", { src: source, alt: "", loading: "lazy", decoding: "async" });
            marks.push(mark(item, { "class": item.kind, style: { left: px(left), top: "0px" } }, image));
        }
        return { height: marks.length ? 68 : 0, marks };
    },

    steps: (list, scale) => bars(
        list, scale, { most: 8, least: 8, label: (item) => shortStep(item.title) },
        (item) => `${item.kind} ${item.data.outcome ?? "open"}`),

    requests: (list, scale) => bars(
        list, scale, { most: 10, least: 6, label: (item) => (isAction(item.data) ? requestLabel(item.data) : "") },
        (item) => item.kind),

    console: (list, scale) => points(list, scale),

    events: (list, scale) => points(list, scale),

    stages(list, scale) {
        const marks = list.map((item) => {
            const stage = item.data;
            const zero = scale.position(run.zero ?? 0);
            const right = Math.max(zero + 16, scale.position(Math.max(stage.reached ?? 0, Math.min(stage.budget ?? 0, run.end), run.zero ?? 0)));
            return mark(item, {
                "class": `line ${stage.state}`,
                style: { left: px(zero), top: px(item.row * axis.row + axis.row - ROW), width: px(right - zero) },
            }, stretches(stage, scale, zero), stage.reached === undefined ? null
                : h("i", { "class": "dot", style: { left: px(scale.position(stage.reached) - zero) } }),
            stage.budget === undefined || stage.budget > run.end ? null
                : h("i", { "class": "limit", style: { left: px(scale.position(stage.budget) - zero) } }));
        });
        return { height: list.length * axis.row, marks };
    },

    looks(list, scale) {
        const probes = [...new Set(list.map((item) => item.row))];
        const marks = list.map((item) => {
            const left = scale.position(item.end);
            const kind = item.kind.replace(" ", "-");
            return mark(item, {
                "class": `tick ${kind} ${item.data.purpose}`,
                style: { left: px(left - 6), top: px(probes.indexOf(item.row) * axis.row + axis.row - ROW) },
            }, h("i"));
        });
        return { height: probes.length * axis.row, marks };
    },
};

/** How a stage's reading went, as stretches of a line. */
function stretches(stage, scale, zero) {
    const end = Math.max(stage.reached ?? 0, ...run.looks.filter((look) => look.probe === stage.probe).map((look) => look.end));
    return stage.history.map((moment, index) => {
        const from = Math.max(scale.position(moment.t), zero);
        const until = scale.position(stage.history[index + 1]?.t ?? end);
        return h("i", {
            "class": `stretch ${moment.state}`, style: { left: px(from - zero), width: px(Math.max(0, until - from)) },
        });
    });
}

/** Signs on a line, one a moment. */
function points(list, scale) {
    const placed = pack(list, scale, { most: 3, least: 10, label: () => "" });
    const rows = Math.max(1, ...placed.map((place) => place.row + 1));
    const marks = placed.map(({ item, left, row }) => mark(item, {
        "class": `point ${item.kind.replace(/ /g, "-")}`, style: { left: px(left - 8), top: px(row * ROW) },
    }, h("i")));
    return { height: rows * ROW, marks };
}

/** What a service was asked for, as opposed to what the page is built of. */
function isAction(request) {
    if (request.method === "OPTIONS") return request.bad;
    return request.bad || !["GET", "HEAD"].includes(request.method) || ["XHR", "Fetch", "Document", "Ping"].includes(request.type);
}

function requestLabel(request) {
    const words = request.bad ? ` ${request.error ?? request.status}` : "";
    const path = pathOf(request.url).replace(/\?.*/, "");
    return cut(`${request.method === "GET" ? "" : `${request.method} `}${path}`, 30) + words;
}
