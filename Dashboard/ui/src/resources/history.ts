import { computed, ref } from 'vue'
import { get } from '../api/client'
import type { HealthChange, HistoryList } from '../api/types'

const history = ref<HistoryList | null>(null)

export async function loadHistory() {
  history.value = await get<HistoryList>('/api/resources/history')
}

const byName = computed(() => new Map(history.value?.resources.map((item) => [item.resource, item.changes]) ?? []))

/** What became of a resource, oldest first. */
export function changesOf(resource: string): HealthChange[] {
  return byName.value.get(resource) ?? []
}

export interface Stretch extends HealthChange {
  until: number
}

/** Changes as stretches of time that end where the next begins, the last one now; only those after `from`. */
export function stretches(changes: HealthChange[], from: number, now: number): Stretch[] {
  return changes
    .map((change, index) => ({ ...change, at: Math.max(from, change.at), until: changes[index + 1]?.at ?? Math.max(now, change.at) }))
    .filter((stretch) => stretch.until > from)
}

export const levelNames: Record<string, string> = { Up: 'up', Degraded: 'degraded', Down: 'down', Pending: 'on the way', Stopped: 'stopped', Unknown: 'not known' }
