import type { ResourceSnapshot } from '../api/types'

export interface GraphNode {
  resource: ResourceSnapshot
  x: number
  y: number
}

export interface GraphEdge {
  from: GraphNode
  to: GraphNode
  kind: 'reference' | 'wait' | 'part'
}

export const NodeWidth = 176
export const NodeHeight = 60
const GapX = 64
const GapY = 28

/** Columns from what nothing depends on (left) to what depends on nothing (right); within a column in the host's order. */
export function layout(resources: ResourceSnapshot[]): { nodes: GraphNode[]; edges: GraphEdge[]; width: number; height: number } {
  const byName = new Map(resources.map((resource) => [resource.name, resource]))
  const links = resources.flatMap((resource) => linksOf(resource).filter((link) => byName.has(link.to) && link.to !== resource.name).map((link) => ({ from: resource.name, ...link })))
  const column = new Map(resources.map((resource) => [resource.name, 0]))
  const onward = withoutCircles(links)
  // Longest path: each round moves a resource right of what uses it; without circles this ends by itself.
  for (let moved = true; moved; ) {
    moved = false
    for (const link of onward) {
      const wanted = column.get(link.from)! + 1
      if (column.get(link.to)! < wanted) {
        column.set(link.to, wanted)
        moved = true
      }
    }
  }

  const columns = [...Map.groupBy(resources, (resource) => column.get(resource.name)!)].sort(([a], [b]) => a - b)
  const tallest = Math.max(1, ...columns.map(([, items]) => items.length))
  const nodes = columns.flatMap(([, items], x) =>
    items.map((resource, y) => ({
      resource,
      x: x * (NodeWidth + GapX),
      y: (y + (tallest - items.length) / 2) * (NodeHeight + GapY),
    })),
  )
  const place = new Map(nodes.map((node) => [node.resource.name, node]))
  const edges = new Map<string, GraphEdge>()
  for (const link of links) {
    const key = `${link.from} ${link.to}`
    // A reference says more than waiting, and is usually both.
    if (edges.get(key)?.kind !== 'reference') edges.set(key, { from: place.get(link.from)!, to: place.get(link.to)!, kind: link.kind })
  }
  return { nodes, edges: [...edges.values()], width: columns.length * (NodeWidth + GapX) - GapX, height: tallest * (NodeHeight + GapY) - GapY }
}

/** Without the links that close a circle (two services that call each other): those are drawn, but decide no column. */
function withoutCircles<T extends { from: string; to: string }>(links: T[]): T[] {
  const kept: T[] = []
  const reaches = (from: string, to: string): boolean => from === to || kept.some((link) => link.from === from && reaches(link.to, to))
  for (const link of links) if (!reaches(link.to, link.from)) kept.push(link)
  return kept
}

function linksOf(resource: ResourceSnapshot): { to: string; kind: GraphEdge['kind'] }[] {
  return [
    ...resource.relationships.map((relation) => ({ to: relation.resource, kind: kindOf(relation.type) })),
    ...(resource.parent === null ? [] : [{ to: resource.parent, kind: 'part' as const }]),
  ]
}

function kindOf(type: string): GraphEdge['kind'] {
  return type.startsWith('Wait') ? 'wait' : type === 'Parent' ? 'part' : 'reference'
}

/** A curve from the right side of one node to the left side of another; loops back underneath when it goes to the left. */
export function curve(edge: GraphEdge): string {
  const [x1, y1] = [edge.from.x + NodeWidth, edge.from.y + NodeHeight / 2]
  const [x2, y2] = [edge.to.x, edge.to.y + NodeHeight / 2]
  const bend = x2 > x1 ? Math.max(32, (x2 - x1) / 2) : 80
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}
