import type { SpanView } from '../api/types'

export interface SpanRow {
  span: SpanView
  depth: number
  children: number
  collapsed: boolean
}

/** Spans as a flat list in tree order. A span whose parent is not here stands at the top; a cycle is cut. */
export function flatten(spans: SpanView[], collapsed: ReadonlySet<string>): SpanRow[] {
  const ids = new Set(spans.map((span) => span.spanId))
  const byParent = new Map<string, SpanView[]>()
  const roots: SpanView[] = []
  for (const span of spans) {
    if (span.parentId !== null && ids.has(span.parentId) && span.parentId !== span.spanId) {
      const siblings = byParent.get(span.parentId)
      if (siblings) siblings.push(span)
      else byParent.set(span.parentId, [span])
    } else roots.push(span)
  }

  const rows: SpanRow[] = []
  const seen = new Set<SpanView>()
  const stack = roots.toReversed().map((span) => ({ span, depth: 0 }))
  while (stack.length > 0) {
    const { span, depth } = stack.pop()!
    if (seen.has(span)) continue
    seen.add(span)
    const children = byParent.get(span.spanId ?? '') ?? []
    const isCollapsed = span.spanId !== null && collapsed.has(span.spanId)
    rows.push({ span, depth, children: children.length, collapsed: isCollapsed })
    if (!isCollapsed) for (const child of children.toReversed()) stack.push({ span: child, depth: depth + 1 })
  }
  return rows
}
