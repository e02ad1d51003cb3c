import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { ApiError } from '../api/client';
import { useLive } from '../api/live';
import { resourceNames } from '../app/model';
import EmptyState from '../parts/EmptyState.vue';
import FilterChips from '../parts/FilterChips.vue';
import { count } from '../parts/format';
import { useQuery } from '../parts/query';
import SearchField from '../parts/SearchField.vue';
import VirtualRows from '../parts/VirtualRows.vue';
import { logList } from './list';
import LogDetails from './LogDetails.vue';
import LogLine from './LogLine.vue';
import { levels } from './severity';
const route = useRoute();
const router = useRouter();
const query = useQuery();
const resource = query.text('resource');
const severity = query.text('level');
const text = query.text('text');
const trace = query.text('trace');
const filters = query.list('filter');
const off = query.list('off');
const fault = ref('');
const { rows, stored, ready, reset, refresh, older } = logList(() => ({
    resource: resource.value,
    severity: Number(severity.value) || 0,
    text: text.value,
    filter: filters.value,
    trace: trace.value,
}));
useLive('Logs', refresh);
let wait = 0;
watch([resource, severity, text, trace, filters], () => {
    clearTimeout(wait);
    wait = window.setTimeout(() => void search(), 150);
});
async function search() {
    try {
        fault.value = '';
        await reset();
    }
    catch (problem) {
        fault.value = problem instanceof ApiError ? problem.message : String(problem);
    }
}
const selected = computed(() => (typeof route.query.show === 'string' ? Number(route.query.show) : null));
const filtered = computed(() => resource.value + severity.value + text.value + trace.value + filters.value.join('') !== '');
function show(row) {
    void router.replace({ query: { ...route.query, show: row === null ? undefined : String(row.id) } });
}
const keyOf = (row) => row.id;
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(resource, {});
    __VLS_withDotValue(resourceNames, {});
    __VLS_withDotValue(trace, {});
    __VLS_withDotValue(rows, {});
    __VLS_withDotValue(selected, {});
    __VLS_withDotValue(ready, {});
    __VLS_withDotValue(filtered, {});
    __VLS_withDotValue(filters, {});
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
    (__VLS_unwrap(count, {})(__VLS_unwrap(stored, {})));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "sr" },
        for: "log-resource",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        id: "log-resource",
        value: (resource.value),
        ...{ class: "field" },
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
        value: "",
    });
    const __VLS_0 = __VLS_tryAsConstant((resourceNames.value));
    for (const [name] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (name),
            value: (name),
        });
        (name);
        // @ts-ignore
        [count, stored, resource, resourceNames,];
    }
    if (resource.value && !resourceNames.value.includes(resource.value)) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            value: (resource.value),
        });
        (resource.value);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "sr" },
        for: "log-level",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        id: "log-level",
        value: (__VLS_unwrap(severity, {})),
        ...{ class: "field" },
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
        value: "",
    });
    const __VLS_1 = __VLS_tryAsConstant((__VLS_unwrap(levels, {})));
    for (const [level] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (level.min),
            value: (String(level.min)),
        });
        (level.name);
        // @ts-ignore
        [resource, resource, resource, resource, resourceNames, severity, levels,];
    }
    const __VLS_2 = SearchField;
    // @ts-ignore
    const __VLS_3 = __VLS_asFunctionalComponent1(__VLS_2, new __VLS_2({
        // @ts-ignore
        modelValue: (__VLS_unwrap(text, {})), label: "Search logs",
    }));
    const __VLS_4 = __VLS_3({
        modelValue: (__VLS_unwrap(text, {})),
        label: "Search logs",
    }, ...__VLS_functionalComponentArgsRest(__VLS_3));
    const __VLS_7 = FilterChips || FilterChips;
    // @ts-ignore
    const __VLS_8 = __VLS_asFunctionalComponent1(__VLS_7, new __VLS_7({
        // @ts-ignore
        modelValue: (filters.value), off: (__VLS_unwrap(off, {})), signal: "logs", fault: (__VLS_unwrap(fault, {})),
    }));
    const __VLS_9 = __VLS_8({
        modelValue: (filters.value),
        off: (__VLS_unwrap(off, {})),
        signal: "logs",
        fault: (__VLS_unwrap(fault, {})),
    }, ...__VLS_functionalComponentArgsRest(__VLS_8));
    var __VLS_10;
    const { default: __VLS_12 } = __VLS_nonNull(__VLS_10.slots);
    if (trace.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(trace.value))
                        throw 0;
                    return (trace.value = '');
                    // @ts-ignore
                    [text, filters, off, fault, trace, trace,];
                } },
            type: "button",
            ...{ class: "chip" },
            'aria-label': (`All traces, not only ${trace.value.slice(0, 8)}`),
        });
        /** @type {__VLS_StyleScopedClasses['chip']} */ ;
        (trace.value.slice(0, 8));
    }
    // @ts-ignore
    [trace, trace,];
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-body" },
    });
    /** @type {__VLS_StyleScopedClasses['page-body']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main list" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    /** @type {__VLS_StyleScopedClasses['list']} */ ;
    if (rows.value.length > 0) {
        const __VLS_13 = VirtualRows || VirtualRows;
        // @ts-ignore
        const __VLS_14 = __VLS_asFunctionalComponent1(__VLS_13, new __VLS_13({
            // @ts-ignore
            ...{ 'onNear': {} }, ...{ 'onPick': {} }, items: (rows.value), rowHeight: (32), keyOf: (__VLS_unwrap(keyOf, {})), selected: (selected.value), label: "Log records, newest first",
        }));
        const __VLS_15 = __VLS_14({
            ...{ 'onNear': {} },
            ...{ 'onPick': {} },
            items: (rows.value),
            rowHeight: (32),
            keyOf: (__VLS_unwrap(keyOf, {})),
            selected: (selected.value),
            label: "Log records, newest first",
        }, ...__VLS_functionalComponentArgsRest(__VLS_14));
        let __VLS_18;
        const __VLS_19 = {
            /** @type {typeof __VLS_18.near} */
            onNear: (__VLS_unwrap(older, {})),
        };
        void __VLS_19;
        const __VLS_20 = {
            /** @type {typeof __VLS_18.pick} */
            onPick: (show),
        };
        void __VLS_20;
        var __VLS_16;
        var __VLS_17;
        const { default: __VLS_21 } = __VLS_nonNull(__VLS_16.slots);
        {
            const { default: __VLS_22 } = __VLS_nonNull(__VLS_16.slots);
            const [{ item }] = __VLS_vSlot(__VLS_nonNull(__VLS_22));
            const __VLS_23 = LogLine;
            // @ts-ignore
            const __VLS_24 = __VLS_asFunctionalComponent1(__VLS_23, new __VLS_23({
                // @ts-ignore
                ...{ 'onClick': {} }, row: (item), selected: (item.id === selected.value),
            }));
            const __VLS_25 = __VLS_24({
                ...{ 'onClick': {} },
                row: (item),
                selected: (item.id === selected.value),
            }, ...__VLS_functionalComponentArgsRest(__VLS_24));
            let __VLS_28;
            const __VLS_29 = {
                /** @type {typeof __VLS_28.click} */
                onClick: (...[$event]) => {
                    void $event;
                    if (!(rows.value.length > 0))
                        throw 0;
                    return (show(item));
                    // @ts-ignore
                    [rows, rows, keyOf, selected, selected, older,];
                },
            };
            void __VLS_29;
            var __VLS_26;
            var __VLS_27;
            // @ts-ignore
            [];
        }
        // @ts-ignore
        [];
    }
    else if (ready.value && filtered.value) {
        const __VLS_30 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_31 = __VLS_asFunctionalComponent1(__VLS_30, new __VLS_30({
            // @ts-ignore
            icon: "filter", title: "No record matches",
        }));
        const __VLS_32 = __VLS_31({
            icon: "filter",
            title: "No record matches",
        }, ...__VLS_functionalComponentArgsRest(__VLS_31));
        var __VLS_33;
        const { default: __VLS_35 } = __VLS_nonNull(__VLS_33.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [ready, filtered,];
    }
    else if (ready.value) {
        const __VLS_36 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_37 = __VLS_asFunctionalComponent1(__VLS_36, new __VLS_36({
            // @ts-ignore
            icon: "logs", title: "No logs yet",
        }));
        const __VLS_38 = __VLS_37({
            icon: "logs",
            title: "No logs yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_37));
        var __VLS_39;
        const { default: __VLS_41 } = __VLS_nonNull(__VLS_39.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [ready,];
    }
    if (selected.value !== null) {
        const __VLS_42 = LogDetails;
        // @ts-ignore
        const __VLS_43 = __VLS_asFunctionalComponent1(__VLS_42, new __VLS_42({
            // @ts-ignore
            ...{ 'onClose': {} }, ...{ 'onFilter': {} }, id: (selected.value), key: (selected.value),
        }));
        const __VLS_44 = __VLS_43({
            ...{ 'onClose': {} },
            ...{ 'onFilter': {} },
            id: (selected.value),
            key: (selected.value),
        }, ...__VLS_functionalComponentArgsRest(__VLS_43));
        let __VLS_47;
        const __VLS_48 = {
            /** @type {typeof __VLS_47.close} */
            onClose: (...[$event]) => {
                void $event;
                if (!(selected.value !== null))
                    throw 0;
                return (show(null));
                // @ts-ignore
                [selected, selected, selected,];
            },
        };
        void __VLS_48;
        const __VLS_49 = {
            /** @type {typeof __VLS_47.filter} */
            onFilter: ((condition) => (filters.value = [...filters.value, condition])),
        };
        void __VLS_49;
        var __VLS_45;
        var __VLS_46;
    }
    // @ts-ignore
    [filters, filters,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
