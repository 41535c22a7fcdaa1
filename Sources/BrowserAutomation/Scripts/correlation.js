// Puts the run's ID into local storage before the page's first script, in allowed origins only.
(origins, key, value) => {
    if (!origins.includes(location.origin)) return;
    try {
        if (localStorage.getItem(key) !== value) localStorage.setItem(key, value);
    } catch {
        // A sandboxed or storage-less document has nowhere to keep it.
    }
}
