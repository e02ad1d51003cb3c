import { shallowRef } from 'vue';
import { get } from '../api/client';
const MaxLines = 100_000;
const First = 2_000;
const Chunk = 10_000;
/** The lines of one resource, or of all of them interleaved: the newest at once, the older ones behind, new ones as they come. */
export function consoleLines(resource) {
    const lines = shallowRef([]);
    const ready = shallowRef(false);
    let stopped = false;
    // By arrival, which is how lines are asked for; they are shown by time, because resources report in turns.
    let oldest = 0;
    let newest = -1;
    async function load() {
        if (!ready.value) {
            const page = await query({ limit: First });
            take(page.lines);
            ready.value = true;
            void backfill(page.more);
            return;
        }
        for (let more = true; more && !stopped;) {
            const page = await query({ after: newest, limit: Chunk });
            take(page.lines);
            more = page.more;
        }
    }
    /** Older lines, a chunk at a time, so that the page is usable from the first. */
    async function backfill(more) {
        while (more && !stopped && lines.value.length < MaxLines) {
            const page = await query({ before: oldest, limit: Chunk });
            take(page.lines);
            more = page.more;
        }
    }
    function take(added) {
        const [first, last] = [added[0], added.at(-1)];
        if (first === undefined || last === undefined)
            return;
        const isNewer = first.id > newest;
        oldest = newest < 0 ? first.id : Math.min(oldest, first.id);
        newest = Math.max(newest, last.id);
        // A new array each time: in one that is pushed to, nobody downstream would see a change.
        const joined = isNewer ? lines.value.concat(added) : added.concat(lines.value);
        if (resource === null)
            joined.sort((left, right) => left.time - right.time || left.id - right.id);
        lines.value = joined.slice(-MaxLines);
    }
    const query = (range) => get('/api/console', { resource, ...range });
    return { lines, ready, load, stop: () => (stopped = true) };
}
