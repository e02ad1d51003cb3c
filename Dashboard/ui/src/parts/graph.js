/** Columns from what nothing depends on (left) to what depends on nothing (right); within a column in the order given. */
export function layout(items, nameOf, all, size) {
    const names = new Set(items.map(nameOf));
    const links = all.filter((link) => names.has(link.from) && names.has(link.to) && link.from !== link.to);
    const column = new Map([...names].map((name) => [name, 0]));
    const onward = withoutCircles(links);
    // Longest path: each round moves a node right of what uses it; without circles this ends by itself.
    for (let moved = true; moved;) {
        moved = false;
        for (const link of onward) {
            const wanted = column.get(link.from) + 1;
            if (column.get(link.to) < wanted) {
                column.set(link.to, wanted);
                moved = true;
            }
        }
    }
    const columns = [...Map.groupBy(items, (item) => column.get(nameOf(item)))].sort(([a], [b]) => a - b);
    const tallest = Math.max(1, ...columns.map(([, column]) => column.length));
    const nodes = columns.flatMap(([, column], x) => column.map((item, y) => ({ item, name: nameOf(item), x: x * (size.width + size.gapX), y: (y + (tallest - column.length) / 2) * (size.height + size.gapY) })));
    const place = new Map(nodes.map((node) => [node.name, node]));
    const edges = links.map((link) => ({ from: place.get(link.from), to: place.get(link.to), link }));
    return { nodes, edges, width: columns.length * (size.width + size.gapX) - size.gapX, height: tallest * (size.height + size.gapY) - size.gapY };
}
/** Without the links that close a circle (two services that call each other): those are drawn, but decide no column. */
function withoutCircles(links) {
    const kept = [];
    const reaches = (from, to) => from === to || kept.some((link) => link.from === from && reaches(link.to, to));
    for (const link of links)
        if (!reaches(link.to, link.from))
            kept.push(link);
    return kept;
}
/** A curve from the right side of one node to the left side of another; loops back underneath when it goes to the left. */
export function curve(edge, size) {
    const [x1, y1] = [edge.from.x + size.width, edge.from.y + size.height / 2];
    const [x2, y2] = [edge.to.x, edge.to.y + size.height / 2];
    const bend = x2 > x1 ? Math.max(32, (x2 - x1) / 2) : 80;
    return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
