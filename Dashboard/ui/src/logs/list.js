import { shallowRef } from 'vue';
import { get } from '../api/client';
const MaxRows = 100_000;
const Page = 300;
/** Log rows newest first: what comes is put in front, older ones are fetched as they are scrolled to. */
export function logList(filter) {
    const rows = shallowRef([]);
    const stored = shallowRef(0);
    const ready = shallowRef(false);
    let newest = 0;
    let next = null;
    let generation = 0;
    async function reset() {
        const mine = ++generation;
        const page = await query({ limit: Page });
        if (mine !== generation)
            return;
        rows.value = page.items;
        newest = page.newest;
        next = page.next;
        stored.value = page.stored;
        ready.value = true;
    }
    /** What came since the last call; after a flood, or when the store was emptied, the list simply starts anew. */
    async function refresh() {
        if (!ready.value)
            return reset();
        const mine = generation;
        const page = await query({ from: newest, limit: 1000 });
        if (mine !== generation)
            return;
        if (page.next !== null || page.stored === 0)
            return reset();
        newest = page.newest;
        stored.value = page.stored;
        if (page.items.length > 0)
            rows.value = [...page.items, ...rows.value].slice(0, MaxRows);
    }
    async function older() {
        if (next === null || rows.value.length >= MaxRows)
            return;
        const mine = generation;
        const before = next;
        next = null;
        const page = await query({ before, limit: Page });
        if (mine !== generation)
            return;
        rows.value = [...rows.value, ...page.items];
        next = page.next;
    }
    const query = (range) => get('/api/logs', { ...filter(), ...range });
    return { rows, stored, ready, reset, refresh, older };
}
