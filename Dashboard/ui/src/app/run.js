import { ref } from 'vue';
import { get } from '../api/client';
/** The run whose telemetry is looked at; empty is the one going on. In the address too, so that a link shows the same. */
export const run = ref(new URLSearchParams(location.search).get('run') ?? '');
export const runs = ref(null);
export async function loadRuns() {
    runs.value = await get('/api/runs');
}
