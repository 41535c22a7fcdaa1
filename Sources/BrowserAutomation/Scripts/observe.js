// Looks again when something may have changed, instead of asking again and again.

/** The state of a locator as soon as it differs from `print`, or after `patience` milliseconds as it is then. */
async function stateUnless(locator, print, patience) {
    return await changed(() => JSON.stringify(stateOf(locator)), print, patience);
}

/** Runs `look` after every batch of mutations and a few times a second, until its answer differs or time is up. */
function changed(look, print, patience) {
    const first = look();
    if (first !== print || patience <= 0) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
        const events = ["input", "change", "focusin", "focusout", "transitionend", "animationend", "load"];
        let pending = false;
        const finish = (answer) => {
            observer.disconnect();
            clearInterval(ticker);
            clearTimeout(limit);
            for (const type of events) document.removeEventListener(type, soon, true);
            resolve(answer);
        };
        const again = () => {
            pending = false;
            try {
                const answer = look();
                if (answer !== print) finish(answer);
            } catch (error) {
                reject(error);
            }
        };
        // At most one look a frame, however busy the page is.
        const soon = () => {
            if (pending) return;
            pending = true;
            nextFrame().then(again);
        };
        const observer = new MutationObserver(soon);
        for (const root of rootsUnder(document)) {
            observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
        }
        for (const type of events) document.addEventListener(type, soon, true);
        const ticker = setInterval(soon, 100);
        const limit = setTimeout(() => { try { finish(look()); } catch (error) { reject(error); } }, patience);
    });
}

/** The title as soon as it differs from `print`, or after `patience` milliseconds. */
async function titleUnless(print, patience) {
    return await changed(title, print, patience);
}
