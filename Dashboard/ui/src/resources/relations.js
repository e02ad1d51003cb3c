/** One line per pair of resources: a reference says more than waiting, and is usually both. */
export function relations(resources) {
    const found = new Map();
    for (const resource of resources) {
        const all = [
            ...resource.relationships.map((relation) => ({ from: resource.name, to: relation.resource, kind: kindOf(relation.type) })),
            ...(resource.parent === null ? [] : [{ from: resource.name, to: resource.parent, kind: 'part' }]),
        ];
        for (const relation of all) {
            const key = `${relation.from} ${relation.to}`;
            if (found.get(key)?.kind !== 'reference')
                found.set(key, relation);
        }
    }
    // A parent that waits for its child says enough about both.
    return [...found.values()].filter((relation) => relation.kind !== 'part' || !found.has(`${relation.to} ${relation.from}`));
}
function kindOf(type) {
    return type.startsWith('Wait') ? 'wait' : type === 'Parent' ? 'part' : 'reference';
}
