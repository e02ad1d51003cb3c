import { computed, ref } from 'vue';
import { get } from '../api/client';
const history = ref(null);
export async function loadHistory() {
    history.value = await get('/api/resources/history');
}
const byName = computed(() => new Map(history.value?.resources.map((item) => [item.resource, item.changes]) ?? []));
/** What became of a resource, oldest first. */
export function changesOf(resource) {
    return byName.value.get(resource) ?? [];
}
/** Changes as stretches of time that end where the next begins, the last one now; only those after `from`. */
export function stretches(changes, from, now) {
    return changes
        .map((change, index) => ({ ...change, at: Math.max(from, change.at), until: changes[index + 1]?.at ?? Math.max(now, change.at) }))
        .filter((stretch) => stretch.until > from);
}
export const levelNames = { Up: 'up', Degraded: 'degraded', Down: 'down', Pending: 'on the way', Stopped: 'stopped', Unknown: 'not known' };
