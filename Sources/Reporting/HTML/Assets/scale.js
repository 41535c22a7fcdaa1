// Time to pixels. Stretches in which nothing happens can be folded, or a minute of waiting hides the second that counts.

/** A quiet stretch shorter than this is not worth a fold. */
const SHORTEST_FOLD = 5000;

/**
 * The stretches of time in which nothing happened but looks that saw the same again.
 *
 * @returns {Array<[number, number]>} from when to when, each with some room left at its ends
 */
function quietStretches(start, end) {
    const points = [start, end, run.zero, run.deadline, run.settle?.start, run.settle?.end];
    for (const phase of run.phases) points.push(phase.start);
    for (const item of items) {
        if (item.lane === "film" && item.kind === "film") continue;
        if (item.lane === "looks" && (item.kind === "same" || item.kind === "no answer")) continue;
        points.push(item.start, Math.min(item.end, end));
    }
    for (const stage of run.stages) points.push(stage.budget, ...stage.history.map((moment) => moment.t));
    const times = [...new Set(points.filter((t) => t !== undefined && t >= start && t <= end))].sort((a, b) => a - b);
    const stretches = [];
    for (let index = 1; index < times.length; index += 1) {
        const [from, to] = [times[index - 1], times[index]];
        const margin = Math.min(400, (to - from) / 10);
        if (to - from > Math.max(SHORTEST_FOLD, (end - start) * 0.15)) {
            stretches.push([from + margin, to - margin]);
        }
    }
    return stretches;
}

/**
 * A scale.
 *
 * @param {number} width in pixels
 * @param {boolean} folds whether quiet stretches are folded
 */
function makeScale(width, folds) {
    const start = Math.min(0, ...run.phases.map((phase) => phase.start));
    const end = Math.max(run.end, start + 1);
    const quiet = folds ? quietStretches(start, end) : [];
    const foldWidth = Math.min(64, (width * 0.3) / Math.max(1, quiet.length));
    const busyTime = end - start - quiet.reduce((sum, [from, to]) => sum + to - from, 0);
    const rate = (width - foldWidth * quiet.length) / Math.max(1, busyTime);
    const parts = [];
    let [t, x] = [start, 0];
    const add = (until, length, isFold) => {
        parts.push({ from: t, to: until, left: x, right: x + length, isFold });
        [t, x] = [until, x + length];
    };
    for (const [from, to] of quiet) {
        add(from, (from - t) * rate, false);
        add(to, foldWidth, true);
    }
    add(end, (end - t) * rate, false);
    const position = (time) => {
        const part = parts.find((one) => time <= one.to) ?? parts[parts.length - 1];
        const share = (Math.max(start, Math.min(end, time)) - part.from) / Math.max(1e-9, part.to - part.from);
        return part.left + Math.max(0, Math.min(1, share)) * (part.right - part.left);
    };
    return { position, parts, width, rate, hasFolds: quietStretches(start, end).length > 0 };
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000, 300000, 600000,
    1800000, 3600000];

/** The times that the ruler names: round ones from the trigger, none closer together than their labels are wide. */
function rulerTimes(scale) {
    const origin = run.zero ?? 0;
    const step = STEPS.find((candidate) => candidate * scale.rate >= 76) ?? STEPS[STEPS.length - 1];
    const times = [];
    for (const part of scale.parts) {
        if (part.isFold || part.right - part.left < 8) continue;
        for (let count = Math.ceil((part.from - origin) / step); origin + count * step <= part.to; count += 1) {
            times.push(origin + count * step);
            if (times.length > 400) return times;
        }
    }
    return times;
}
