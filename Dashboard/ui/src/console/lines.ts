import { shallowRef } from 'vue'
import { get } from '../api/client'
import type { ConsoleLine, ConsolePage } from '../api/types'

const MaxLines = 100_000
const First = 2_000
const Chunk = 10_000

/** The lines of one resource, or of all of them interleaved: the newest at once, the older ones behind, new ones as they come. */
export function consoleLines(resource: string | null) {
  const lines = shallowRef<ConsoleLine[]>([])
  const ready = shallowRef(false)
  let stopped = false

  async function load() {
    if (!ready.value) {
      const page = await query({ limit: First })
      lines.value = page.lines
      ready.value = true
      void backfill(page.more)
      return
    }
    for (let more = true; more && !stopped; ) {
      const page = await query({ after: lines.value.at(-1)?.id ?? -1, limit: Chunk })
      append(page.lines)
      more = page.more
    }
  }

  /** Older lines, a chunk at a time, so that the page is usable from the first. */
  async function backfill(more: boolean) {
    while (more && !stopped && lines.value.length < MaxLines) {
      const page = await query({ before: lines.value[0]!.id, limit: Chunk })
      lines.value = [...page.lines, ...lines.value]
      more = page.more
    }
  }

  function append(added: ConsoleLine[]) {
    if (added.length === 0) return
    // A new array each time: in one that is pushed to, nobody downstream would see a change.
    lines.value = lines.value.concat(added).slice(-MaxLines)
  }

  const query = (range: { after?: number; before?: number; limit: number }) => get<ConsolePage>('/api/console', { resource, ...range })

  return { lines, ready, load, stop: () => (stopped = true) }
}
