// All checks of one attempt run here, in one call, ending with the hit-target interceptor armed: nothing of the page
// can slip in between check and act without the interceptor seeing it.

// Each attempt tries another one, to get out from under what sticks to an edge.
const scrollAlignments = [
    null, { block: "end", inline: "end" }, { block: "center", inline: "center" }, { block: "start", inline: "start" },
    { share: 0.65 }, { share: 0.35 },
];

/** What an action is really done to: the button around an icon, the control of a label. */
function retarget(element, action) {
    const isControl = element.matches("input, textarea, select") || element.isContentEditable;
    if (action === "fill" || action === "clear" || action === "select") {
        return isControl ? element : controlOf(element);
    }
    if (action === "check") {
        if (isControl || checkedState(element) !== null) return element;
        const button = closestComposed(element, "[role=checkbox], [role=radio], [role=switch]");
        return button ?? controlOf(element);
    }
    if (action === "click" || action === "dblclick" || action === "hover") {
        return isControl ? element : closestComposed(element, "button, [role=button], a, [role=link]") ?? element;
    }
    return element;
}

/**
 * One attempt at an act.
 * `request`: locator, action, checks {visible, stable, hit, enabled, editable}, attempt, position?,
 * patience (ms), remaining (ms).
 */
async function prepare(request) {
    disarm();
    watchBackground();
    const found = locateAll(request.locator);
    if (found.length === 0) return { status: "notFound" };
    if (found.length > 1) return { status: "strict", count: found.length, matches: found.slice(0, 5).map(describe) };
    const located = found[0];
    let element = retarget(located, request.action);
    const checks = request.checks;
    const answer = (status, more) => ({ status, element: describe(element), ...more });

    // A custom checkbox hides its input and shows its label: the label is what a user clicks.
    if (request.action === "check" && checks.visible && !isVisible(element) && element.labels) {
        element = [...element.labels].find(isVisible) ?? element;
    }
    if (request.action === "check" && request.wanted != null && checkedState(controlOf(element)) === request.wanted) {
        return answer("done");
    }
    if (checks.visible && !isVisible(element)) return answer("notVisible");
    if (checks.enabled && isDisabled(controlOf(element))) return answer("disabled");
    if (checks.editable && !isEditable(element)) {
        const takesText = element.matches("input, textarea, select") || element.isContentEditable;
        return answer(takesText ? "readonly" : "notEditable");
    }

    if (checks.scroll) {
        align(element, scrollAlignments[request.attempt % scrollAlignments.length]);
    }
    if (checks.stable) {
        const stable = await settlesDown(element, request.patience, request.remaining);
        if (stable !== "stable") return answer(stable);
        if (checks.visible && !isVisible(element)) return answer("notVisible");
        if (checks.enabled && isDisabled(controlOf(element))) return answer("disabled");
    }
    if (!checks.hit && !request.needsPoint) {
        hold(element);
        return answer("ready");
    }
    const point = actionPoint(element, request.position);
    if (!point) return answer("outOfView");
    const hit = elementAt(point.x, point.y);
    if (checks.hit) {
        const by = hit ? describeCover(element, hit) : "nothing: the point is outside the viewport";
        if (!accepts(element, hit)) return answer("covered", { by });
        arm(element, request.action);
    }
    hold(element);
    return answer("ready", { ...point, defaultAction: defaultAction(hit, element) });
}

let held = null;

/** Keeps the element for the steps that follow; their effects count from now on, or from the first event watched for. */
function hold(element) {
    held = element;
    if (!armed) watchEffects(element);
}

/** Brings an element into view; without an alignment only where it is not. */
function align(element, alignment) {
    if (alignment?.share) {
        const box = element.getBoundingClientRect();
        scrollBy({ top: box.top + box.height / 2 - innerHeight * alignment.share, behavior: "instant" });
    } else if (alignment || !isInView(element)) {
        element.scrollIntoView({ ...(alignment ?? { block: "center", inline: "center" }), behavior: "instant" });
    }
}

/** Whether the whole box is inside the viewport and nothing that scrolls clips its middle. */
function isInView(element) {
    const box = element.getBoundingClientRect();
    if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) return false;
    const hit = elementAt(box.left + box.width / 2, box.top + box.height / 2);
    return hit !== null && accepts(element, hit);
}

/** How long a page may make no animation frame before it counts as one that makes none, in milliseconds. */
const framelessAfter = 1000;

/** What is closer together is one frame, in milliseconds: a screen of 240 Hz has 4.2. */
const shortestFrame = 4;

/**
 * Waits until two consecutive animation frames see the same box; gives up on one that moves after `patience`
 * milliseconds, and on one of which no two frames were seen after `remaining`.
 * Between two frames everything that is animated stands still, so a slow frame is waited for: two looks by the clock
 * say nothing of it. Only a page that makes no frames at all (a tab behind another one) is judged by the clock.
 */
async function settlesDown(element, patience, remaining) {
    const start = performance.now();
    const isSame = (one, other) => ["x", "y", "width", "height"].every((side) => one[side] === other[side]);
    const isAnimated = () => document.getAnimations().some((animation) => animation.playState === "running");
    const before = element.getBoundingClientRect();
    let isMoving = false;
    let last = null;
    let lastFrame = -Infinity;
    for (;;) {
        const time = await nextFrame();
        if (!element.isConnected) return "detached";
        const box = element.getBoundingClientRect();
        // Two callbacks can share one frame, whose time is then rounded in two ways: only a later frame counts.
        if (time !== null && time - lastFrame >= shortestFrame) {
            if (last && isSame(box, last)) return "stable";
            isMoving = last !== null;
            last = box;
            lastFrame = time;
        }
        const waited = performance.now() - start;
        if (isMoving && waited > patience) return "notStable";
        if (!last && waited > framelessAfter && !isAnimated() && isSame(box, before)) return "stable";
        if (waited > remaining) return isMoving ? "notStable" : "frameless";
    }
}

/** The time of the next animation frame; null where none comes within 250 ms. */
function nextFrame() {
    return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(null), 250);
        requestAnimationFrame((time) => {
            clearTimeout(timer);
            resolve(time);
        });
    });
}

/** The middle of the first laid-out piece inside the viewport, or the asked position inside the box. */
function actionPoint(element, position) {
    if (position) {
        const box = element.getBoundingClientRect();
        return { x: box.left + element.clientLeft + position.x, y: box.top + element.clientTop + position.y };
    }
    for (const rect of boxesOf(element)) {
        const left = Math.max(rect.left, 0);
        const top = Math.max(rect.top, 0);
        const right = Math.min(rect.right, innerWidth);
        const bottom = Math.min(rect.bottom, innerHeight);
        if (right - left > 0.99 && bottom - top > 0.99) return { x: (left + right) / 2, y: (top + bottom) / 2 };
    }
    return null;
}

/** The boxes of an element; one with `display: contents` is its children's. */
function boxesOf(element) {
    const own = [...element.getClientRects()];
    return own.length ? own : [...element.children].flatMap((child) => [...child.getClientRects()]);
}

/** Where the held element is in the document, in whole pixels: all that it shows, and at least one pixel. */
function heldBox() {
    if (!held || !held.isConnected) return { status: "detached" };
    const rects = boxesOf(held).filter((rect) => rect.width > 0 && rect.height > 0);
    if (rects.length === 0) return { status: "detached" };
    const x = Math.max(0, Math.floor(Math.min(...rects.map((rect) => rect.left)) + scrollX));
    const y = Math.max(0, Math.floor(Math.min(...rects.map((rect) => rect.top)) + scrollY));
    const width = Math.max(1, Math.ceil(Math.max(...rects.map((rect) => rect.right)) + scrollX) - x);
    const height = Math.max(1, Math.ceil(Math.max(...rects.map((rect) => rect.bottom)) + scrollY) - y);
    return { status: "set", box: { x, y, width, height, isOversize: width > innerWidth || height > innerHeight } };
}

/** Whether an event that lands on `hit` reaches `target`: it is inside it, or in a label of it. */
function accepts(target, hit) {
    if (!hit) return false;
    for (let at = hit; at; at = flatParent(at)) {
        if (at === target) return true;
        if (at.tagName === "LABEL" && at.control === target) return true;
    }
    // Composed parents differ from flat ones around slots; either way up is a way the event takes.
    return contains(target, hit);
}

/** Names what covers a target: the hit, and the outermost ancestor of it that does not hold the target, the overlay. */
function describeCover(target, hit) {
    let cover = hit;
    for (let at = hit; at && !contains(at, target); at = composedParent(at)) cover = at;
    return cover === hit ? describe(hit) : `${describe(hit)} from ${describe(cover)}`;
}
