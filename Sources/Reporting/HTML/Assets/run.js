// The run's data, as it stands at the end of the page.

const run = readRun();

function readRun() {
    const data = JSON.parse(document.getElementById("data").textContent) ?? {};
    data.linked = new Set(data.linked ?? []);
    const last = new Map();
    for (const [index, look] of (data.looks ?? []).entries()) {
        look.index = index;
        // A look that says the same as the one before has no readings of its own.
        look.isNews = look.readings !== undefined;
        look.readings ??= last.get(look.probe) ?? [];
        if (look.outcome === "answered" || look.outcome === "absent") last.set(look.probe, look.readings);
    }
    return data;
}

/** The source of a picture, where the page has it. */
function pictureSource(name) {
    if (name && name === run.failurePicture) return document.getElementById("picture")?.src;
    return run.pictures[name];
}

/** The frame that shows the page at a time: the last one before it. */
function frameAt(t) {
    let found = null;
    for (const frame of run.frames) if (frame.t <= t + 1 && pictureSource(frame.blob)) found = frame;
    return found;
}
