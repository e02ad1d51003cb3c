/** Spans as a flat list in tree order. A span whose parent is not here stands at the top; a cycle is cut at its earliest span. */
export function flatten(spans, collapsed) {
    const ids = new Set(spans.map((span) => span.spanId));
    const byParent = new Map();
    const isRoot = (span) => span.parentId === null || !ids.has(span.parentId) || span.parentId === span.spanId;
    const roots = spans.filter(isRoot);
    for (const span of spans) {
        if (isRoot(span))
            continue;
        const siblings = byParent.get(span.parentId);
        if (siblings)
            siblings.push(span);
        else
            byParent.set(span.parentId, [span]);
    }
    // What hangs on nothing but itself would be reached from no root.
    const reached = new Set();
    for (const span of [...roots, ...spans]) {
        if (!reached.has(span) && !isRoot(span))
            roots.push(span);
        const stack = [span];
        while (stack.length > 0) {
            const next = stack.pop();
            if (reached.has(next))
                continue;
            reached.add(next);
            stack.push(...(byParent.get(next.spanId ?? '') ?? []));
        }
    }
    const rows = [];
    const seen = new Set();
    const stack = roots.toReversed().map((span) => ({ span, depth: 0 }));
    while (stack.length > 0) {
        const { span, depth } = stack.pop();
        if (seen.has(span))
            continue;
        seen.add(span);
        const children = byParent.get(span.spanId ?? '') ?? [];
        const isCollapsed = span.spanId !== null && collapsed.has(span.spanId);
        rows.push({ span, depth, children: children.length, collapsed: isCollapsed });
        if (!isCollapsed)
            for (const child of children.toReversed())
                stack.push({ span: child, depth: depth + 1 });
    }
    return rows;
}
