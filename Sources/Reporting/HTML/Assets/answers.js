// What is told of the back end: stages, and looks with their difference to the one before.

TELL.stages = (item) => {
    const stage = item.data;
    return [
        stage.detail && h("p", { "class": stage.state === "broken" ? "trouble" : "" }, stage.detail),
        facts(
            fact("Status", stage.status ? spaced(stage.status) : "not watched"),
            fact("Reached", stage.reached === undefined ? undefined : at(stage.reached)),
            fact("Budget", stage.budget === undefined ? undefined : elapsed(stage.budget - (run.zero ?? 0))),
            fact("Boundary", stage.boundary), fact("Probe", stage.probe),
            fact("Because", stage.state === "behind" ? "what it comes after did not come" : undefined)),
        part("How it was seen", true, stage.history.length > 0 && h("ol", { "class": "history" }, stage.history.map((moment) =>
            h("li", null, h("span", { "class": "when" }, at(moment.t)), STATES[moment.state] ?? moment.state)))),
        lookLink(stage),
    ];
};

const STATES = { below: "not there", reached: "there", over: "there too often", wrong: "went the wrong way" };

/** The look at which a stage was last seen to change, or the last one at all. */
function lookLink(stage) {
    const looks = items.filter((item) => item.lane === "looks" && item.row === stage.probe);
    const moment = stage.history[stage.history.length - 1];
    const look = looks.find((item) => moment && item.data.end >= moment.t) ?? looks[looks.length - 1];
    return look && h("p", null, h("button", { type: "button", "class": "link", click: () => choose(look) },
        `Show the look at ${at(look.data.end)}`));
}

TELL.looks = (item) => {
    const look = item.data;
    return [
        look.detail && h("p", { "class": isAnswer(look) ? "" : "trouble" }, look.detail),
        difference(look),
        readingsTable(look),
        facts(
            fact("Outcome", spaced(look.outcome)), fact("Status", look.status === undefined ? undefined : String(look.status)),
            fact("Began", at(look.start)), fact("Took", elapsed(look.end - look.start)),
            fact("For", { baseline: "the baseline, before the trigger", step: "a step" }[look.purpose] ?? "convergence")),
        body("Answer", look.blob, look.changes === undefined),
        source(look.line),
    ];
};

/** What differs from the look before, in readings and in the answer itself. */
function difference(look) {
    const title = h("h3", null, "Difference to the look before");
    if (!isAnswer(look)) return null;
    if (look.before === undefined && look.changes === undefined) {
        return [title, h("p", { "class": "note" }, "There is no answer before this one to compare it with.")];
    }
    const before = run.looks[look.before];
    const since = before ? h("p", { "class": "note" }, `Compared with the look at ${at(before.end)}`) : null;
    const readings = look.isNews ? look.readings.filter((reading) => reading.before !== undefined) : [];
    const changes = look.changes ?? [];
    if (readings.length + changes.length === 0) {
        return [title, h("p", { "class": "difference none" }, "Nothing changed."), since];
    }
    return [
        title,
        readings.length > 0 && h("ul", { "class": "difference readings" }, readings.map((reading) => h("li", null,
            h("b", null, reading.name), " ", h("del", null, reading.before), " → ", h("ins", null, reading.text)))),
        changes.length > 0 && h("ul", { "class": "difference" }, changes.map((change) => h("li", { "class": change.kind },
            h("code", null, change.path),
            change.old !== undefined && h("del", null, change.old),
            change.new !== undefined && h("ins", null, change.new)))),
        look.more > 0 && h("p", { "class": "note" }, `and ${counted(look.more, "more place")}`),
        since,
    ];
}

function readingsTable(look) {
    if (look.readings.length === 0) return null;
    return part("Readings", true, h("dl", { "class": "readings" }, look.readings.map((reading) =>
        h("div", { "class": reading.state },
            h("dt", null, icon({ reached: "good", over: "bad", wrong: "bad" }[reading.state] ?? "open"), reading.name),
            h("dd", null, reading.why ?? reading.text)))));
}
