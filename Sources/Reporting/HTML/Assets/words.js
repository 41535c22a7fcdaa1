// How times and sizes are said, the same as everywhere else in the tool.

/** A length of time: `840 ms`, `8.4 s`, and from two minutes on `2 min 33 s`, because budgets are written so. */
function elapsed(milliseconds) {
    if (milliseconds < 0) return `−${elapsed(-milliseconds)}`;
    if (Math.round(milliseconds) < 1000) return `${Math.round(milliseconds)} ms`;
    if (milliseconds >= 119950) {
        const seconds = Math.round(milliseconds / 1000);
        return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    }
    return `${Math.round(milliseconds / 100) / 10} s`;
}

/** A point in time, from the trigger; from the start of a run that had none. */
function at(t) {
    if (run.zero === undefined) return elapsed(t);
    const since = t - run.zero;
    return Math.round(since) < 0 ? elapsed(since) : `+${elapsed(Math.max(0, since))}`;
}

/** A number of bytes. */
function size(bytes) {
    if (bytes < 1000) return `${bytes} B`;
    return bytes < 999500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A word of the journal's as people write it. */
function spaced(word) {
    return String(word ?? "").replaceAll("_", " ");
}

/** The path of an address, for where there is little room; the address itself where it is none. */
function pathOf(url) {
    const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url);
    return match ? match[1] || "/" : url;
}

/**
 * A step in two words, for where there is little room: its verb, and what it is done to. The whole step stands in the
 * table and in the details.
 */
function shortStep(name) {
    const bare = name.replace(/^trigger: \{ (.*) \}$/, "$1");
    const [, verb, rest] = /^([a-z_]+):? ?(.*)$/s.exec(bare) ?? [null, "", bare];
    const key = /\b(?:name|testid|label|text|url|placeholder|title|css|path): ?"?([^,}"]+)/.exec(rest);
    const address = /"?(?:\$\{[^}]*\}|[a-z]+:\/\/[^/"]*)(\/[^"? ,}]*)/.exec(rest);
    const object = key?.[1] ?? address?.[1] ?? rest.replace(/[{}"]/g, "").trim();
    return cut(`${verb} ${object.trim()}`, 24).trim();
}

/** A text of at most so many characters. */
function cut(text, limit) {
    return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** One of a thing, or several of it. */
function counted(number, word) {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
}
