/** A fifth and a millisecond: less is within what the same program differs by from run to run, and within what durations are counted to. */
function durationVerdict(before, after) {
    if (Math.abs(after - before) < 1)
        return 'same';
    return after > before * 1.25 ? 'worse' : after < before / 1.25 ? 'better' : 'same';
}
export function compareOperations(before, after) {
    const keyOf = (item) => `${item.resource} ${item.name}`;
    const old = new Map(before.operations.map((item) => [keyOf(item), item]));
    const now = new Map(after.operations.map((item) => [keyOf(item), item]));
    return [...new Set([...now.keys(), ...old.keys()])]
        .map((key) => {
        const [a, b] = [old.get(key) ?? null, now.get(key) ?? null];
        const { resource, name } = (b ?? a);
        return { key, resource, name, before: a, after: b, verdict: operationVerdict(a, b), weight: weight(a, b) };
    })
        .sort((left, right) => right.weight - left.weight);
}
function operationVerdict(before, after) {
    if (before === null)
        return 'new';
    if (after === null)
        return 'gone';
    const [failedBefore, failedAfter] = [before.failed / before.count, after.failed / after.count];
    if (failedAfter > failedBefore + 0.01)
        return 'worse';
    if (failedAfter < failedBefore - 0.01)
        return 'better';
    return durationVerdict(before.p95 ?? 0, after.p95 ?? 0);
}
function weight(before, after) {
    if (before === null || after === null)
        return 0.5;
    const failing = after.failed / after.count - before.failed / before.count;
    return failing * 100 + Math.abs(Math.log2(((after.p95 ?? 0) + 1) / ((before.p95 ?? 0) + 1)));
}
export function compareProblems(before, after) {
    const keyOf = (item) => `${item.resource} ${item.severity} ${item.category} ${item.message}`;
    const old = new Map(before.problems.map((item) => [keyOf(item), item]));
    const now = new Map(after.problems.map((item) => [keyOf(item), item]));
    const order = { new: 0, worse: 1, same: 2, better: 3, gone: 4 };
    return [...new Set([...now.keys(), ...old.keys()])]
        .map((key) => {
        const [a, b] = [old.get(key)?.count ?? 0, now.get(key)?.count ?? 0];
        const verdict = a === 0 ? 'new' : b === 0 ? 'gone' : b > a * 1.25 ? 'worse' : b < a / 1.25 ? 'better' : 'same';
        return { key, problem: (now.get(key) ?? old.get(key)), before: a, after: b, verdict };
    })
        .sort((left, right) => order[left.verdict] - order[right.verdict] || right.problem.severity - left.problem.severity || right.after - left.after);
}
