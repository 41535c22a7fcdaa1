// What is told of each kind of item.

const TELL = {
    film: (item) => [
        picture(item.data, `The page at ${at(item.start)}`),
        facts(fact("Taken", at(item.start)), fact("For", item.data.why === "film" ? "the film" : item.data.why),
            fact("Step", item.data.step === undefined ? undefined : String(item.data.step + 1)),
            fact("DOM", blobLink(item.data.dom, "as it was"))),
        source(item.data.line),
    ],

    steps(item) {
        const step = item.data;
        const frame = step.picture ? { blob: step.picture } : frameAt(step.end ?? run.end);
        return [
            step.error && h("p", { "class": "trouble" }, step.error.message),
            step.error && (step.error.expected ?? step.error.actual) !== undefined
                && versus(["Expected", step.error.expected], ["Actual", step.error.actual]),
            facts(
                fact("Outcome", step.outcome ?? "not ended"), fact("Phase", step.phase), fact("Began", at(step.start)),
                fact("Took", step.end === undefined ? undefined : elapsed(step.end - step.start)),
                fact("Scenario", step.at),
                fact("Set off", step.effect && (step.effect.observed.map(spaced).join(", ") || "nothing")),
                fact("Listener", step.effect && (step.effect.listener ? "there was one" : "none"))),
            part("Call log", true, step.log.length > 0 && h("ol", { "class": "log" }, step.log.map((line) => h("li", null, line)))),
            picture(frame, step.picture ? "The page after it" : "The page when it ended"),
        ];
    },

    requests(item) {
        const request = item.data;
        const answer = request.status === undefined ? undefined : `${request.status} ${request.statusText ?? ""}`.trim();
        return [
            request.error && h("p", { "class": "trouble" }, request.error, request.canceled ? " (canceled by the page or a navigation)" : ""),
            h("p", { "class": "url" }, request.url),
            facts(
                fact("Answer", answer ?? (request.error ? undefined : "none")),
                fact("Correlation", MARKS[item.kind] ?? item.kind),
                fact("Sent", at(request.start)),
                fact("Answered", request.head === undefined ? undefined : `after ${elapsed(request.head - request.start)}`),
                fact("Over", request.end === undefined ? "not seen" : `after ${elapsed(request.end - request.start)}`),
                fact("Type", [request.type, request.mime].filter(Boolean).join(", ")),
                fact("Size", request.size === undefined ? undefined : `${size(request.size)} on the wire`),
                fact("From cache", request.cache), fact("Protocol", request.version), fact("Server", request.remote),
                fact("Caused by", request.initiator)),
            part("Request body", true, request.body && block(request.body, "body")),
            body("Response body", request.blob),
            headers("Request headers", request.sent), headers("Response headers", request.received),
            source(request.line),
        ];
    },

    console: (item) => TELL.events(item),

    events: (item) => [
        block(item.data.text, TROUBLE.has(item.kind) ? "trouble" : ""),
        item.data.more && block(item.data.more, "faint"),
        facts(fact("When", at(item.start)), fact("Kind", item.kind)),
        source(item.data.line),
    ],
};
