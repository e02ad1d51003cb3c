import { computed, nextTick, onMounted, ref } from 'vue';
import { duration } from '../parts/format';
import { hueOf } from '../parts/hue';
import VirtualRows from '../parts/VirtualRows.vue';
import StandingMark from '../resources/StandingMark.vue';
import { flatten } from './tree';
const { defineProps, defineEmits, defineExpose, } = {};
const props = defineProps();
const emit = defineEmits();
const collapsed = ref(new Set());
const list = ref(null);
const rows = computed(() => flatten(props.detail.spans, collapsed.value));
const total = computed(() => Math.max(props.detail.trace.duration, 0.001));
const ticks = computed(() => [0, 0.25, 0.5, 0.75].map((part) => ({ left: `${part * 100}%`, text: duration(part * total.value) })));
/** Where the logs of each span fall, as a share of the whole trace. */
const logMarks = computed(() => {
    const marks = new Map();
    for (const log of props.detail.logs) {
        if (log.spanId === null)
            continue;
        const left = Math.min(100, Math.max(0, ((log.time - props.detail.trace.start) / total.value) * 100));
        marks.set(log.spanId, [...(marks.get(log.spanId) ?? []), { left, bad: log.severity >= 17, message: log.message }]);
    }
    return marks;
});
function bar(row) {
    return { left: `${(row.span.offset / total.value) * 100}%`, width: `max(3px, ${(row.span.duration / total.value) * 100}%)` };
}
/** The duration is written behind its bar; in it when the bar ends too far right and is long enough, else before it. */
function labelPlace(row) {
    const start = (row.span.offset / total.value) * 100;
    const end = start + (row.span.duration / total.value) * 100;
    if (end <= 82)
        return { left: `calc(${end}% + 6px)` };
    return end - start > 30 ? { right: `calc(${Math.max(0, 100 - end)}% + 6px)`, color: 'var(--surface)' } : { right: `calc(${100 - start}% + 6px)` };
}
function toggle(row) {
    const id = row.span.spanId;
    if (id === null)
        return;
    const next = new Set(collapsed.value);
    if (!next.delete(id))
        next.add(id);
    collapsed.value = next;
}
function foldAll() {
    const parents = flatten(props.detail.spans, new Set()).filter((row) => row.children > 0 && row.depth > 0);
    collapsed.value = collapsed.value.size > 0 ? new Set() : new Set(parents.flatMap((row) => row.span.spanId ?? []));
}
function onKey(event) {
    const row = rows.value.find((other) => other.span.spanId === props.selected);
    if (row && row.children > 0 && event.key === (row.collapsed ? 'ArrowRight' : 'ArrowLeft'))
        toggle(row);
}
/** A span that a link leads to is brought into sight, with what it was folded into opened. */
function reveal(spanId) {
    if (spanId === null)
        return;
    if (!rows.value.some((row) => row.span.spanId === spanId))
        collapsed.value = new Set();
    void nextTick(() => list.value?.toIndex(rows.value.findIndex((row) => row.span.spanId === spanId)));
}
onMounted(() => reveal(props.selected));
const keyOf = (row) => row.span.spanId ?? '';
const __VLS_exposed = { foldAll, reveal, folded: computed(() => collapsed.value.size > 0) };
defineExpose(__VLS_exposed);
const __VLS_ctx = {
    ...{},
    ...{},
    ...{},
    ...{},
};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(logMarks, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['scale']} */ ;
    /** @type {__VLS_StyleScopedClasses['scale']} */ ;
    /** @type {__VLS_StyleScopedClasses['span']} */ ;
    /** @type {__VLS_StyleScopedClasses['span']} */ ;
    /** @type {__VLS_StyleScopedClasses['span']} */ ;
    /** @type {__VLS_StyleScopedClasses['span']} */ ;
    /** @type {__VLS_StyleScopedClasses['label']} */ ;
    /** @type {__VLS_StyleScopedClasses['fold']} */ ;
    /** @type {__VLS_StyleScopedClasses['fold']} */ ;
    /** @type {__VLS_StyleScopedClasses['bar']} */ ;
    /** @type {__VLS_StyleScopedClasses['lane']} */ ;
    /** @type {__VLS_StyleScopedClasses['lane']} */ ;
    /** @type {__VLS_StyleScopedClasses['scale']} */ ;
    /** @type {__VLS_StyleScopedClasses['span']} */ ;
    /** @type {__VLS_StyleScopedClasses['scale']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "waterfall" },
    });
    /** @type {__VLS_StyleScopedClasses['waterfall']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "scale" },
        'aria-hidden': "true",
    });
    /** @type {__VLS_StyleScopedClasses['scale']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "lane" },
    });
    /** @type {__VLS_StyleScopedClasses['lane']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(ticks, {})));
    for (const [tick] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
            key: (tick.left),
            ...{ style: ({ left: tick.left }) },
        });
        (tick.text);
        // @ts-ignore
        [ticks,];
    }
    const __VLS_1 = VirtualRows || VirtualRows;
    // @ts-ignore
    const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
        // @ts-ignore
        ...{ 'onPick': {} }, ...{ 'onKeydown': {} }, ref: "list", items: (__VLS_unwrap(rows, {})), rowHeight: (32), keyOf: (__VLS_unwrap(keyOf, {})), selected: (__VLS_ctx.selected), role: "tree", label: "Spans",
    }));
    const __VLS_3 = __VLS_2({
        ...{ 'onPick': {} },
        ...{ 'onKeydown': {} },
        ref: "list",
        items: (__VLS_unwrap(rows, {})),
        rowHeight: (32),
        keyOf: (__VLS_unwrap(keyOf, {})),
        selected: (__VLS_ctx.selected),
        role: "tree",
        label: "Spans",
    }, ...__VLS_functionalComponentArgsRest(__VLS_2));
    let __VLS_6;
    const __VLS_7 = {
        /** @type {typeof __VLS_6.pick} */
        onPick: (...[$event]) => {
            void $event;
            return (__VLS_unwrap(emit, {})('show', $event.span.spanId));
            // @ts-ignore
            [rows, keyOf, selected, emit,];
        },
    };
    void __VLS_7;
    const __VLS_8 = {
        /** @type {typeof __VLS_6.keydown} */
        onKeydown: (onKey),
    };
    void __VLS_8;
    var __VLS_4;
    var __VLS_5;
    {
        const { default: __VLS_9 } = __VLS_nonNull(__VLS_4.slots);
        const [{ item: row }] = __VLS_vSlot(__VLS_nonNull(__VLS_9));
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (__VLS_unwrap(emit, {})('show', row.span.spanId));
                    // @ts-ignore
                    [emit,];
                } },
            ...{ class: "span" },
            role: "treeitem",
            'aria-level': (row.depth + 1),
            'aria-selected': (row.span.spanId === __VLS_ctx.selected),
            'aria-expanded': (row.children > 0 ? !row.collapsed : undefined),
            ...{ class: ({ selected: row.span.spanId === __VLS_ctx.selected, faint: __VLS_ctx.matches !== null && !__VLS_ctx.matches.has(row.span.spanId) }) },
            'data-hue': (__VLS_unwrap(hueOf, {})(row.span.resource)),
        });
        /** @type {__VLS_StyleScopedClasses['span']} */ ;
        /** @type {__VLS_StyleScopedClasses['selected']} */ ;
        /** @type {__VLS_StyleScopedClasses['faint']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "label" },
            ...{ style: ({ paddingLeft: `${row.depth * 0.875 + 0.25}rem` }) },
        });
        /** @type {__VLS_StyleScopedClasses['label']} */ ;
        if (row.children > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                ...{ onClick: (...[$event]) => {
                        void $event;
                        if (!(row.children > 0))
                            throw 0;
                        return (toggle(row));
                        // @ts-ignore
                        [selected, selected, matches, matches, hueOf,];
                    } },
                type: "button",
                tabindex: "-1",
                ...{ class: "fold" },
                ...{ class: ({ closed: row.collapsed }) },
                'aria-label': (row.collapsed ? 'Expand' : 'Collapse'),
            });
            /** @type {__VLS_StyleScopedClasses['fold']} */ ;
            /** @type {__VLS_StyleScopedClasses['closed']} */ ;
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "leaf" },
            });
            /** @type {__VLS_StyleScopedClasses['leaf']} */ ;
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
            'aria-hidden': "true",
        });
        if (row.span.failed) {
            const __VLS_10 = StandingMark;
            // @ts-ignore
            const __VLS_11 = __VLS_asFunctionalComponent1(__VLS_10, new __VLS_10({
                // @ts-ignore
                tone: "bad",
            }));
            const __VLS_12 = __VLS_11({
                tone: "bad",
            }, ...__VLS_functionalComponentArgsRest(__VLS_11));
        }
        if (row.span.failed) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "sr" },
            });
            /** @type {__VLS_StyleScopedClasses['sr']} */ ;
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "name" },
            title: (row.span.name),
        });
        /** @type {__VLS_StyleScopedClasses['name']} */ ;
        (row.span.name);
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
        (row.span.resource);
        if (row.collapsed) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "chip" },
            });
            /** @type {__VLS_StyleScopedClasses['chip']} */ ;
            (row.children);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "lane" },
        });
        /** @type {__VLS_StyleScopedClasses['lane']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "bar" },
            ...{ class: ({ failed: row.span.failed }) },
            ...{ style: (bar(row)) },
        });
        /** @type {__VLS_StyleScopedClasses['bar']} */ ;
        /** @type {__VLS_StyleScopedClasses['failed']} */ ;
        const __VLS_15 = __VLS_tryAsConstant((logMarks.value.get(row.span.spanId ?? '') ?? []));
        for (const [mark, index] of __VLS_vFor(__VLS_nonNull(__VLS_15))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.b, __VLS_intrinsics.b)({
                key: (index),
                ...{ class: ({ bad: mark.bad }) },
                ...{ style: ({ left: `${mark.left}%` }) },
                title: (mark.message),
            });
            /** @type {__VLS_StyleScopedClasses['bad']} */ ;
            // @ts-ignore
            [logMarks,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "time mono" },
            ...{ style: (labelPlace(row)) },
        });
        /** @type {__VLS_StyleScopedClasses['time']} */ ;
        /** @type {__VLS_StyleScopedClasses['mono']} */ ;
        (__VLS_unwrap(duration, {})(row.span.duration));
        // @ts-ignore
        [duration,];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    setup: () => __VLS_exposed,
    __typeEmits: {},
    __typeProps: {},
});
export default {};
