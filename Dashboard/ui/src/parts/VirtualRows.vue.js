import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, ref, watch } from 'vue';
const { defineProps, defineEmits, defineExpose, } = {};
const __VLS_export = ((__VLS_props, __VLS_ctx, __VLS_exposed, __VLS_setup = (async () => {
    const props = defineProps();
    const emit = defineEmits();
    const scroller = ref(null);
    const rows = useVirtualizer(computed(() => ({
        count: props.items.length,
        getScrollElement: () => scroller.value,
        estimateSize: () => props.rowHeight,
        getItemKey: (index) => props.keyOf(props.items[index]),
        overscan: 12,
    })));
    const visible = computed(() => rows.value.getVirtualItems());
    watch(() => visible.value.at(-1)?.index, (last) => {
        if (last !== undefined && last >= props.items.length - 40)
            emit('near');
    });
    function onScroll() {
        const element = scroller.value;
        emit('scrolled', element.scrollTop < 4, element.scrollHeight - element.scrollTop - element.clientHeight < props.rowHeight * 1.5);
    }
    function measure(element) {
        if (props.measured && element instanceof HTMLElement)
            rows.value.measureElement(element);
    }
    function onKey(event) {
        const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
        if (step === undefined || props.selected === undefined)
            return;
        event.preventDefault();
        const at = props.items.findIndex((item) => props.keyOf(item) === props.selected);
        const next = Math.min(props.items.length - 1, Math.max(0, at + step));
        if (props.items[next] !== undefined) {
            emit('pick', props.items[next]);
            rows.value.scrollToIndex(next);
        }
    }
    const __VLS_exposed = {
        toEnd: () => nextTick(() => rows.value.scrollToIndex(props.items.length - 1, { align: 'end' })),
        toTop: () => rows.value.scrollToOffset(0),
        toIndex: (index) => rows.value.scrollToIndex(index, { align: 'center' }),
    };
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
        __VLS_withDotValue(rows, {});
        void {};
        /** @type {__VLS_StyleScopedClasses['scroller']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ onScroll: (onScroll) },
            ...{ onKeydown: (onKey) },
            ref: "scroller",
            ...{ class: "scroller" },
            tabindex: "0",
            role: (__VLS_ctx.role ?? 'region'),
            'aria-label': (__VLS_ctx.label),
        });
        /** @type {__VLS_StyleScopedClasses['scroller']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "space" },
            ...{ style: ({ height: `${rows.value.getTotalSize()}px` }) },
        });
        /** @type {__VLS_StyleScopedClasses['space']} */ ;
        const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(visible, {})));
        for (const [row] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
                key: (String(row.key)),
                ref: (measure),
                ...{ class: "row" },
                'data-index': (row.index),
                ...{ style: ({ transform: `translateY(${row.start}px)`, height: __VLS_ctx.measured ? undefined : `${__VLS_ctx.rowHeight}px` }) },
            });
            /** @type {__VLS_StyleScopedClasses['row']} */ ;
            var __VLS_1 = {
                item: (__VLS_ctx.items[row.index]),
                index: (row.index),
            };
            // @ts-ignore
            [role, label, rows, visible, measured, rowHeight, items,];
        }
        var __VLS_2 = __VLS_1;
        // @ts-ignore
        [];
        return {
            __VLS_Slots: {},
        };
    };
    void [__VLS_template, {}];
    return {};
})()) => ({}));
export default {};
