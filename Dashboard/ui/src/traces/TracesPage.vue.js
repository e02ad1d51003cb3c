import { computed, ref, shallowRef, watch } from 'vue';
import { useRouter } from 'vue-router';
import { ApiError, get } from '../api/client';
import { useLive } from '../api/live';
import { resourceNames } from '../app/model';
import EmptyState from '../parts/EmptyState.vue';
import FilterChips from '../parts/FilterChips.vue';
import { count } from '../parts/format';
import { useQuery } from '../parts/query';
import SearchField from '../parts/SearchField.vue';
import VirtualRows from '../parts/VirtualRows.vue';
import TraceLine from './TraceLine.vue';
import TraceTabs from './TraceTabs.vue';
const Page = 200;
const router = useRouter();
const query = useQuery();
const resource = query.text('resource');
const text = query.text('text');
const min = query.text('min');
const failed = query.text('failed');
const filters = query.list('filter');
const off = query.list('off');
const rows = shallowRef([]);
const stored = ref({ traces: 0, spans: 0 });
const next = ref(null);
const ready = ref(false);
const fault = ref('');
function ask(before) {
    return get('/api/traces', { resource: resource.value, text: text.value, min: min.value, failed: failed.value !== '', filter: filters.value, before, limit: Page });
}
/** The newest page again, because spans still join its traces; what was scrolled to beyond it stays. */
async function refresh() {
    try {
        const page = await ask();
        const last = page.items.at(-1)?.order ?? 0;
        const kept = ready.value && page.next !== null ? rows.value.filter((row) => row.order < last) : [];
        if (kept.length === 0)
            next.value = page.next;
        rows.value = [...page.items, ...kept];
        stored.value = { traces: page.stored, spans: page.storedSpans };
        fault.value = '';
        ready.value = true;
    }
    catch (problem) {
        if (problem instanceof ApiError && problem.status === 0)
            throw problem; // asked again by itself
        fault.value = problem instanceof ApiError ? problem.message : String(problem);
    }
}
async function older() {
    if (next.value === null)
        return;
    const before = next.value;
    next.value = null;
    const page = await ask(before);
    rows.value = [...rows.value, ...page.items];
    next.value = page.next;
}
const request = useLive('Traces', refresh);
let wait = 0;
watch([resource, text, min, failed, filters], () => {
    clearTimeout(wait);
    wait = window.setTimeout(() => {
        rows.value = [];
        ready.value = false;
        request();
    }, 150);
});
const longest = computed(() => Math.max(1, ...rows.value.slice(0, 400).map((row) => row.duration)));
const filtered = computed(() => resource.value + text.value + min.value + failed.value + filters.value.join('') !== '');
const selected = ref(null);
function open(row) {
    void router.push(`/traces/${row.traceId}`);
}
function pick(row) {
    selected.value = row.traceId;
}
function onEnter() {
    const row = rows.value.find((item) => item.traceId === selected.value);
    if (row)
        open(row);
}
const keyOf = (row) => row.traceId;
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(stored, {});
    __VLS_withDotValue(resource, {});
    __VLS_withDotValue(resourceNames, {});
    __VLS_withDotValue(failed, {});
    __VLS_withDotValue(rows, {});
    __VLS_withDotValue(selected, {});
    __VLS_withDotValue(ready, {});
    __VLS_withDotValue(filtered, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "quiet" },
    });
    /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    (__VLS_unwrap(count, {})(stored.value.traces));
    (__VLS_unwrap(count, {})(stored.value.spans));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    const __VLS_0 = TraceTabs;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        here: "list",
    }));
    const __VLS_2 = __VLS_1({
        here: "list",
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "sr" },
        for: "trace-resource",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        id: "trace-resource",
        value: (resource.value),
        ...{ class: "field" },
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
        value: "",
    });
    const __VLS_5 = __VLS_tryAsConstant((resourceNames.value));
    for (const [name] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (name),
            value: (name),
        });
        (name);
        // @ts-ignore
        [count, count, stored, stored, resource, resourceNames,];
    }
    if (resource.value && !resourceNames.value.includes(resource.value)) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            value: (resource.value),
        });
        (resource.value);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "sr" },
        for: "trace-min",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        id: "trace-min",
        value: (__VLS_unwrap(min, {})),
        ...{ class: "field" },
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
        value: "",
    });
    const __VLS_6 = __VLS_tryAsConstant(([1, 10, 100, 500, 1000, 5000]));
    for (const [limit] of __VLS_vFor(__VLS_nonNull(__VLS_6))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (limit),
            value: (String(limit)),
        });
        (limit < 1000 ? `${limit} ms` : `${limit / 1000} s`);
        // @ts-ignore
        [resource, resource, resource, resource, resourceNames, min,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (failed.value = failed.value === '' ? '1' : '');
                // @ts-ignore
                [failed, failed,];
            } },
        type: "button",
        ...{ class: "button" },
        'aria-pressed': (failed.value !== ''),
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    const __VLS_7 = SearchField;
    // @ts-ignore
    const __VLS_8 = __VLS_asFunctionalComponent1(__VLS_7, new __VLS_7({
        // @ts-ignore
        modelValue: (__VLS_unwrap(text, {})), label: "Search traces",
    }));
    const __VLS_9 = __VLS_8({
        modelValue: (__VLS_unwrap(text, {})),
        label: "Search traces",
    }, ...__VLS_functionalComponentArgsRest(__VLS_8));
    const __VLS_12 = FilterChips;
    // @ts-ignore
    const __VLS_13 = __VLS_asFunctionalComponent1(__VLS_12, new __VLS_12({
        // @ts-ignore
        modelValue: (__VLS_unwrap(filters, {})), off: (__VLS_unwrap(off, {})), signal: "traces", fault: (__VLS_unwrap(fault, {})),
    }));
    const __VLS_14 = __VLS_13({
        modelValue: (__VLS_unwrap(filters, {})),
        off: (__VLS_unwrap(off, {})),
        signal: "traces",
        fault: (__VLS_unwrap(fault, {})),
    }, ...__VLS_functionalComponentArgsRest(__VLS_13));
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ onKeydown: (onEnter) },
        ...{ class: "page-main list" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    /** @type {__VLS_StyleScopedClasses['list']} */ ;
    if (rows.value.length > 0) {
        const __VLS_17 = VirtualRows || VirtualRows;
        // @ts-ignore
        const __VLS_18 = __VLS_asFunctionalComponent1(__VLS_17, new __VLS_17({
            // @ts-ignore
            ...{ 'onNear': {} }, ...{ 'onPick': {} }, items: (rows.value), rowHeight: (44), keyOf: (__VLS_unwrap(keyOf, {})), selected: (selected.value), label: "Traces, newest first",
        }));
        const __VLS_19 = __VLS_18({
            ...{ 'onNear': {} },
            ...{ 'onPick': {} },
            items: (rows.value),
            rowHeight: (44),
            keyOf: (__VLS_unwrap(keyOf, {})),
            selected: (selected.value),
            label: "Traces, newest first",
        }, ...__VLS_functionalComponentArgsRest(__VLS_18));
        let __VLS_22;
        const __VLS_23 = {
            /** @type {typeof __VLS_22.near} */
            onNear: (older),
        };
        void __VLS_23;
        const __VLS_24 = {
            /** @type {typeof __VLS_22.pick} */
            onPick: (pick),
        };
        void __VLS_24;
        var __VLS_20;
        var __VLS_21;
        const { default: __VLS_25 } = __VLS_nonNull(__VLS_20.slots);
        {
            const { default: __VLS_26 } = __VLS_nonNull(__VLS_20.slots);
            const [{ item }] = __VLS_vSlot(__VLS_nonNull(__VLS_26));
            const __VLS_27 = TraceLine;
            // @ts-ignore
            const __VLS_28 = __VLS_asFunctionalComponent1(__VLS_27, new __VLS_27({
                // @ts-ignore
                ...{ 'onClick': {} }, row: (item), longest: (__VLS_unwrap(longest, {})), selected: (item.traceId === selected.value),
            }));
            const __VLS_29 = __VLS_28({
                ...{ 'onClick': {} },
                row: (item),
                longest: (__VLS_unwrap(longest, {})),
                selected: (item.traceId === selected.value),
            }, ...__VLS_functionalComponentArgsRest(__VLS_28));
            let __VLS_32;
            const __VLS_33 = {
                /** @type {typeof __VLS_32.click} */
                onClick: (...[$event]) => {
                    void $event;
                    if (!(rows.value.length > 0))
                        throw 0;
                    return (open(item));
                    // @ts-ignore
                    [failed, text, filters, off, fault, rows, rows, keyOf, selected, selected, longest,];
                },
            };
            void __VLS_33;
            var __VLS_30;
            var __VLS_31;
            // @ts-ignore
            [];
        }
        // @ts-ignore
        [];
    }
    else if (ready.value && filtered.value) {
        const __VLS_34 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_35 = __VLS_asFunctionalComponent1(__VLS_34, new __VLS_34({
            // @ts-ignore
            icon: "filter", title: "No trace matches",
        }));
        const __VLS_36 = __VLS_35({
            icon: "filter",
            title: "No trace matches",
        }, ...__VLS_functionalComponentArgsRest(__VLS_35));
        var __VLS_37;
        const { default: __VLS_39 } = __VLS_nonNull(__VLS_37.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [ready, filtered,];
    }
    else if (ready.value) {
        const __VLS_40 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_41 = __VLS_asFunctionalComponent1(__VLS_40, new __VLS_40({
            // @ts-ignore
            icon: "traces", title: "No traces yet",
        }));
        const __VLS_42 = __VLS_41({
            icon: "traces",
            title: "No traces yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_41));
        var __VLS_43;
        const { default: __VLS_45 } = __VLS_nonNull(__VLS_43.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [ready,];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
