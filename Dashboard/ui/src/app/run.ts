import { ref } from 'vue'
import { get } from '../api/client'
import type { RunList } from '../api/types'

/** The run whose telemetry is looked at; empty is the one going on. In the address too, so that a link shows the same. */
export const run = ref(new URLSearchParams(location.search).get('run') ?? '')

export const runs = ref<RunList | null>(null)

export async function loadRuns() {
  runs.value = await get<RunList>('/api/runs')
}
