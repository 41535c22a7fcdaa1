// Everything that happened, as items of lanes: what the axis draws, the list lists and the search searches.

/** The lanes from top to bottom; the page's half first, then the back end's. */
const LANES = [
    { name: "film", title: "Film", half: "page" },
    { name: "steps", title: "Steps", half: "page" },
    { name: "requests", title: "Requests", half: "page" },
    { name: "console", title: "Console", half: "page" },
    { name: "events", title: "Page", half: "page" },
    { name: "stages", title: "Stages", half: "backend" },
    { name: "looks", title: "Looks", half: "backend" },
];

/** How requests stand to the correlation ID. */
const MARKS = {
    carried: "carried the correlation ID",
    added: "the tool added the correlation ID",
    bare: "without the correlation ID",
    outside: "to another origin",
    preflight: "a preflight, which never carries it",
};

/** A preflight is the browser's own question: it has no part in the audit. */
function markOf(request) {
    return request.method === "OPTIONS" && request.mark !== "outside" ? "preflight" : request.mark;
}

const TROUBLE = new Set(["error", "page error", "crash", "fault", "disagreement"]);

/** All items, in the order of time. */
const items = [
    ...run.frames.map((frame) => ({
        lane: "film", kind: frame.why === "film" ? "film" : "picture", start: frame.t, end: frame.t, data: frame,
        title: { failure: "The page at the moment of failure", end: "The page at the end" }[frame.why] ?? "The page",
    })),
    ...run.steps.map((step) => ({
        lane: "steps", kind: step.trigger ? "trigger" : "step", start: step.start, end: step.end ?? run.end, data: step,
        title: step.name, tone: step.outcome === "failed" ? "bad" : step.outcome === "passed" ? "" : "open",
        words: step.outcome ?? "not ended",
        search: [step.error?.message, step.error?.expected, step.error?.actual, ...step.log],
    })),
    ...run.requests.map((request) => ({
        lane: "requests", kind: markOf(request), start: request.start, end: request.end ?? run.end, data: request,
        title: `${request.method} ${request.url}`, tone: request.bad ? "trouble" : "",
        words: answerWords(request),
        search: [
            request.type, request.mark, request.initiator, request.body, request.blob && run.bodies[request.blob],
            ...[...(request.sent ?? []), ...(request.received ?? [])].flat(),
        ],
    })),
    ...run.messages.map((message) => ({
        lane: message.console ? "console" : "events", kind: message.kind, start: message.t, end: message.t,
        data: message, title: message.text, tone: TROUBLE.has(message.kind) ? "trouble" : "", words: message.kind,
        search: [message.more],
    })),
    ...run.stages.map((stage, index) => ({
        lane: "stages", kind: "stage", row: index, start: stage.reached ?? stage.budget ?? run.zero ?? run.end,
        end: stage.reached ?? stage.budget ?? run.end, data: stage, title: stage.name,
        tone: { broken: "bad", wrong: "trouble" }[stage.state] ?? "",
        words: stageWords(stage), search: [stage.boundary, stage.detail, stage.probe],
    })),
    ...run.looks.map((look) => ({
        lane: "looks", row: look.probe, kind: lookKind(look), start: look.start, end: look.end, data: look,
        title: `look of ${look.probe}`, tone: isAnswer(look) ? "" : "trouble", words: lookWords(look),
        search: [
            look.detail, look.blob && run.bodies[look.blob],
            ...look.readings.flatMap((reading) => [reading.name, reading.text, reading.why]),
            ...(look.changes ?? []).flatMap((change) => [change.path, change.old, change.new]),
        ],
    })),
].sort((one, other) => one.start - other.start || LANES.findIndex((lane) => lane.name === one.lane)
    - LANES.findIndex((lane) => lane.name === other.lane));

for (const [index, item] of items.entries()) {
    item.index = index;
    item.text = [item.title, item.words, item.kind, ...(item.search ?? [])].filter(Boolean).join("\n").toLowerCase();
}

function isAnswer(look) {
    return look.outcome === "answered" || look.outcome === "absent";
}

/** Whether a look is drawn as news, as the same again, or as no answer. */
function lookKind(look) {
    if (!isAnswer(look)) return "no answer";
    const changed = look.isNews && look.readings.some((reading) => reading.before !== undefined);
    return changed ? "changed" : look.before === undefined ? "initial" : "same";
}

function lookWords(look) {
    if (!isAnswer(look)) return look.detail ?? spaced(look.outcome);
    const changed = look.isNews ? look.readings.filter((reading) => reading.before !== undefined) : [];
    if (changed.length > 0) return changed.map((reading) => `${reading.name}: ${reading.text}`).join(", ");
    if (look.before === undefined) return look.purpose === "baseline" ? "before the trigger" : "first answer";
    return look.changes?.length > 0 ? "same readings, another answer" : "nothing changed";
}

function answerWords(request) {
    if (request.error) return request.canceled ? "canceled" : request.error;
    return request.status === undefined ? "no answer" : String(request.status);
}

function stageWords(stage) {
    if (stage.reached !== undefined && stage.state === "good") return at(stage.reached);
    return stage.status ? spaced(stage.status) : "not watched";
}

/** The items of a lane: those of stages in the scenario's order, all others in the order of time. */
function itemsOf(lane) {
    const list = items.filter((item) => item.lane === lane);
    return lane === "stages" ? list.sort((one, other) => one.row - other.row) : list;
}

/** What an item is called by those who cannot see where it stands. */
function labelOf(item) {
    const lane = LANES.find((one) => one.name === item.lane);
    const what = { looks: "", stages: "stage ", requests: "", film: "", steps: item.kind === "trigger" ? "trigger " : "step " };
    const mark = item.lane === "requests" ? `, ${MARKS[item.kind] ?? item.kind}` : "";
    const words = item.words ? `, ${item.words}` : "";
    return cut(`${what[item.lane] ?? ""}${item.title}${words}${mark}, ${at(item.start)}`, 300) || lane.title;
}
