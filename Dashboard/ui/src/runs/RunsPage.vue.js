import { computed, ref, shallowRef, watch } from 'vue';
import { ApiError, get } from '../api/client';
import { loadRuns, runs } from '../app/run';
import { inUnit } from '../metrics/units';
import EmptyState from '../parts/EmptyState.vue';
import { count, duration, shortTime } from '../parts/format';
import { useQuery } from '../parts/query';
import ResourceName from '../parts/ResourceName.vue';
import SearchField from '../parts/SearchField.vue';
import { compareOperations, compareProblems } from './compare';
import VerdictMark from './VerdictMark.vue';
const query = useQuery();
const from = query.text('a');
const to = query.text('b');
const text = query.text('text');
const changed = query.flag('changed');
const before = shallowRef(null);
const after = shallowRef(null);
const fault = ref('');
const busy = ref(true);
/** Unless chosen: the run going on, against the one before it. */
const right = computed(() => to.value || 'current');
const left = computed(() => from.value || (runs.value?.runs.find((run) => run.id !== right.value && !run.current)?.id ?? ''));
/** One after the other: the dashboard holds one earlier run in memory at a time. */
async function load() {
    const [a, b] = [left.value, right.value];
    busy.value = true;
    fault.value = '';
    try {
        if (runs.value === null)
            await loadRuns();
        if (a !== '') {
            const [first, second] = [await get(`/api/runs/${a}/summary`), await get(`/api/runs/${b}/summary`)];
            if (a === left.value && b === right.value)
                [before.value, after.value] = [first, second];
        }
    }
    catch (problem) {
        fault.value = problem instanceof ApiError ? problem.message : String(problem);
    }
    busy.value = a !== left.value || b !== right.value;
}
watch([left, right], load, { immediate: true });
const has = (...parts) => parts.some((part) => part.toLowerCase().includes(text.value.trim().toLowerCase()));
const operations = computed(() => (before.value && after.value ? compareOperations(before.value, after.value) : []));
const problems = computed(() => (before.value && after.value ? compareProblems(before.value, after.value) : []));
const shownOperations = computed(() => operations.value.filter((item) => (!changed.value || item.verdict !== 'same') && has(item.resource, item.name)).slice(0, 300));
const shownProblems = computed(() => problems.value.filter((item) => (!changed.value || item.verdict !== 'same') && has(item.problem.resource, item.problem.message)).slice(0, 200));
const memory = computed(() => {
    const old = new Map(before.value?.memory.map((item) => [item.resource, item.bytes]) ?? []);
    return (after.value?.memory ?? []).map((item) => ({ ...item, before: old.get(item.resource) ?? null }));
});
const verdict = computed(() => {
    const worse = operations.value.filter((item) => item.verdict === 'worse').length;
    const fresh = problems.value.filter((item) => item.verdict === 'new').length;
    if (worse === 0 && fresh === 0)
        return { tone: 'good', text: 'Nothing got worse' };
    return { tone: 'bad', text: [worse > 0 && `${worse} ${worse === 1 ? 'operation' : 'operations'} got worse`, fresh > 0 && `${fresh} new ${fresh === 1 ? 'problem' : 'problems'}`].filter(Boolean).join(', ') };
});
function nameOf(id) {
    const run = runs.value?.runs.find((item) => item.id === id);
    return run === undefined ? id : `${run.current ? 'This run' : 'Run'}, from ${shortTime(run.startedAt)}`;
}
function figure(value) {
    return value == null ? '–' : duration(value);
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(before, {});
    __VLS_withDotValue(after, {});
    __VLS_withDotValue(busy, {});
    __VLS_withDotValue(verdict, {});
    __VLS_withDotValue(runs, {});
    __VLS_withDotValue(left, {});
    __VLS_withDotValue(from, {});
    __VLS_withDotValue(right, {});
    __VLS_withDotValue(to, {});
    __VLS_withDotValue(changed, {});
    __VLS_withDotValue(fault, {});
    __VLS_withDotValue(shownOperations, {});
    __VLS_withDotValue(shownProblems, {});
    __VLS_withDotValue(problems, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['body']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    if (before.value && after.value && !busy.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "summary" },
            'data-tone': (verdict.value.tone),
        });
        /** @type {__VLS_StyleScopedClasses['summary']} */ ;
        (verdict.value.text);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    if (runs.value && left.value !== '') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
            for: "run-a",
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
            ...{ onChange: (...[$event]) => {
                    void $event;
                    __VLS_withDotValue(runs, {});
                    if (!(runs.value && left.value !== ''))
                        throw 0;
                    return (from.value = $event.target.value);
                    // @ts-ignore
                    [before, after, busy, verdict, verdict, runs, left, from,];
                } },
            id: "run-a",
            ...{ class: "field" },
            value: (left.value),
        });
        /** @type {__VLS_StyleScopedClasses['field']} */ ;
        const __VLS_0 = __VLS_tryAsConstant((runs.value.runs));
        for (const [run] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                key: (run.id),
                value: (run.id),
                disabled: (run.id === right.value),
            });
            (nameOf(run.id));
            // @ts-ignore
            [runs, left, right,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
            for: "run-b",
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
            ...{ onChange: (...[$event]) => {
                    void $event;
                    __VLS_withDotValue(runs, {});
                    if (!(runs.value && left.value !== ''))
                        throw 0;
                    return (to.value = $event.target.value);
                    // @ts-ignore
                    [to,];
                } },
            id: "run-b",
            ...{ class: "field" },
            value: (right.value),
        });
        /** @type {__VLS_StyleScopedClasses['field']} */ ;
        const __VLS_1 = __VLS_tryAsConstant((runs.value.runs));
        for (const [run] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                key: (run.id),
                value: (run.id),
                disabled: (run.id === left.value),
            });
            (nameOf(run.id));
            // @ts-ignore
            [runs, left, right,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    __VLS_withDotValue(runs, {});
                    if (!(runs.value && left.value !== ''))
                        throw 0;
                    return (changed.value = !changed.value);
                    // @ts-ignore
                    [changed, changed,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (changed.value),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        const __VLS_2 = SearchField;
        // @ts-ignore
        const __VLS_3 = __VLS_asFunctionalComponent1(__VLS_2, new __VLS_2({
            // @ts-ignore
            modelValue: (__VLS_unwrap(text, {})), label: "Search operations and problems",
        }));
        const __VLS_4 = __VLS_3({
            modelValue: (__VLS_unwrap(text, {})),
            label: "Search operations and problems",
        }, ...__VLS_functionalComponentArgsRest(__VLS_3));
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main body" },
        'aria-busy': (busy.value),
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    /** @type {__VLS_StyleScopedClasses['body']} */ ;
    if (fault.value) {
        const __VLS_7 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_8 = __VLS_asFunctionalComponent1(__VLS_7, new __VLS_7({
            // @ts-ignore
            icon: "compare", title: "These runs cannot be compared",
        }));
        const __VLS_9 = __VLS_8({
            icon: "compare",
            title: "These runs cannot be compared",
        }, ...__VLS_functionalComponentArgsRest(__VLS_8));
        var __VLS_10;
        const { default: __VLS_12 } = __VLS_nonNull(__VLS_10.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (fault.value);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (load) },
            type: "button",
            ...{ class: "button" },
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        // @ts-ignore
        [busy, changed, text, fault, fault,];
    }
    else if (runs.value && left.value === '') {
        const __VLS_13 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_14 = __VLS_asFunctionalComponent1(__VLS_13, new __VLS_13({
            // @ts-ignore
            icon: "compare", title: "Nothing to compare with yet",
        }));
        const __VLS_15 = __VLS_14({
            icon: "compare",
            title: "Nothing to compare with yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_14));
        var __VLS_16;
        const { default: __VLS_18 } = __VLS_nonNull(__VLS_16.slots);
        if (runs.value.recorded) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.code, __VLS_intrinsics.code)({});
        }
        // @ts-ignore
        [runs, runs, left,];
    }
    else if (busy.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet" },
            role: "status",
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    }
    else if (before.value && after.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet totals" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        /** @type {__VLS_StyleScopedClasses['totals']} */ ;
        (__VLS_unwrap(count, {})(before.value.traces));
        (__VLS_unwrap(count, {})(after.value.traces));
        (__VLS_unwrap(count, {})(before.value.logs));
        (__VLS_unwrap(count, {})(after.value.logs));
        const __VLS_19 = __VLS_tryAsConstant((__VLS_unwrap(memory, {})));
        for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_19))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.template)({
                key: (item.resource),
            });
            (item.resource);
            (item.before === null ? '–' : __VLS_unwrap(inUnit, {})(item.before, 'By'));
            (__VLS_unwrap(inUnit, {})(item.bytes, 'By'));
            // @ts-ignore
            [before, before, before, after, after, after, busy, count, count, count, count, memory, inUnit, inUnit,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "wide" },
        });
        /** @type {__VLS_StyleScopedClasses['wide']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.table, __VLS_intrinsics.table)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.thead, __VLS_intrinsics.thead)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
            ...{ class: "number" },
        });
        /** @type {__VLS_StyleScopedClasses['number']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
            ...{ class: "number" },
        });
        /** @type {__VLS_StyleScopedClasses['number']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
            ...{ class: "number" },
        });
        /** @type {__VLS_StyleScopedClasses['number']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
            ...{ class: "number" },
        });
        /** @type {__VLS_StyleScopedClasses['number']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
            ...{ class: "number" },
        });
        /** @type {__VLS_StyleScopedClasses['number']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "col",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.tbody, __VLS_intrinsics.tbody)({});
        const __VLS_20 = __VLS_tryAsConstant((shownOperations.value));
        for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_20))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({
                key: (item.key),
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "row",
            });
            (item.name);
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
            const __VLS_21 = ResourceName;
            // @ts-ignore
            const __VLS_22 = __VLS_asFunctionalComponent1(__VLS_21, new __VLS_21({
                // @ts-ignore
                name: (item.resource),
            }));
            const __VLS_23 = __VLS_22({
                name: (item.resource),
            }, ...__VLS_functionalComponentArgsRest(__VLS_22));
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                ...{ class: "number" },
            });
            /** @type {__VLS_StyleScopedClasses['number']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.s, __VLS_intrinsics.s)({});
            (item.before ? __VLS_unwrap(count, {})(item.before.count) : '–');
            (item.after ? __VLS_unwrap(count, {})(item.after.count) : '–');
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                ...{ class: "number" },
            });
            /** @type {__VLS_StyleScopedClasses['number']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.s, __VLS_intrinsics.s)({});
            (item.before ? __VLS_unwrap(count, {})(item.before.failed) : '–');
            (item.after ? __VLS_unwrap(count, {})(item.after.failed) : '–');
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                ...{ class: "number" },
            });
            /** @type {__VLS_StyleScopedClasses['number']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.s, __VLS_intrinsics.s)({});
            (figure(item.before?.p50));
            (figure(item.after?.p50));
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                ...{ class: "number" },
            });
            /** @type {__VLS_StyleScopedClasses['number']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.s, __VLS_intrinsics.s)({});
            (figure(item.before?.p95));
            (figure(item.after?.p95));
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                ...{ class: "number" },
            });
            /** @type {__VLS_StyleScopedClasses['number']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.s, __VLS_intrinsics.s)({});
            (figure(item.before?.max));
            (figure(item.after?.max));
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
            const __VLS_26 = VerdictMark;
            // @ts-ignore
            const __VLS_27 = __VLS_asFunctionalComponent1(__VLS_26, new __VLS_26({
                // @ts-ignore
                verdict: (item.verdict),
            }));
            const __VLS_28 = __VLS_27({
                verdict: (item.verdict),
            }, ...__VLS_functionalComponentArgsRest(__VLS_27));
            // @ts-ignore
            [count, count, count, count, shownOperations,];
        }
        if (shownOperations.value.length === 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (changed.value ? 'No operation differs.' : 'No operation is like that.');
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({});
        if (shownProblems.value.length > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
                ...{ class: "wide" },
            });
            /** @type {__VLS_StyleScopedClasses['wide']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.table, __VLS_intrinsics.table)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.thead, __VLS_intrinsics.thead)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
                ...{ class: "number" },
            });
            /** @type {__VLS_StyleScopedClasses['number']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.tbody, __VLS_intrinsics.tbody)({});
            const __VLS_31 = __VLS_tryAsConstant((shownProblems.value));
            for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_31))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({
                    key: (item.key),
                });
                __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                    scope: "row",
                    title: (item.problem.category),
                });
                (item.problem.message);
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
                const __VLS_32 = ResourceName;
                // @ts-ignore
                const __VLS_33 = __VLS_asFunctionalComponent1(__VLS_32, new __VLS_32({
                    // @ts-ignore
                    name: (item.problem.resource),
                }));
                const __VLS_34 = __VLS_33({
                    name: (item.problem.resource),
                }, ...__VLS_functionalComponentArgsRest(__VLS_33));
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
                (item.problem.severity >= 17 ? 'error' : 'warning');
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                    ...{ class: "number" },
                });
                /** @type {__VLS_StyleScopedClasses['number']} */ ;
                __VLS_asFunctionalElement1(__VLS_intrinsics.s, __VLS_intrinsics.s)({});
                (__VLS_unwrap(count, {})(item.before));
                (__VLS_unwrap(count, {})(item.after));
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
                const __VLS_37 = VerdictMark;
                // @ts-ignore
                const __VLS_38 = __VLS_asFunctionalComponent1(__VLS_37, new __VLS_37({
                    // @ts-ignore
                    verdict: (item.verdict),
                }));
                const __VLS_39 = __VLS_38({
                    verdict: (item.verdict),
                }, ...__VLS_functionalComponentArgsRest(__VLS_38));
                // @ts-ignore
                [changed, count, count, shownOperations, shownProblems, shownProblems,];
            }
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (problems.value.length === 0 ? 'Neither run logged a warning or an error.' : 'None is like that.');
        }
    }
    // @ts-ignore
    [problems,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
