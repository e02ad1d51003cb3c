/** Splits a run where the searched text occurs, and marks those parts. */
export function highlight(run, needle) {
    if (needle === '')
        return [run];
    const parts = [];
    const haystack = run.text.toLowerCase();
    const wanted = needle.toLowerCase();
    let position = 0;
    for (let at = haystack.indexOf(wanted); at >= 0; at = haystack.indexOf(wanted, position)) {
        if (at > position)
            parts.push({ ...run, text: run.text.slice(position, at) });
        parts.push({ text: run.text.slice(at, at + needle.length), classes: 'hit' });
        position = at + needle.length;
    }
    if (position < run.text.length)
        parts.push({ ...run, text: run.text.slice(position) });
    return parts;
}
