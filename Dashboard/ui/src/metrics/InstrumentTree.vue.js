import { computed, ref } from 'vue';
import ResourceName from '../parts/ResourceName.vue';
import SearchField from '../parts/SearchField.vue';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const text = ref('');
const tree = computed(() => {
    const needle = text.value.trim().toLowerCase();
    const found = props.instruments.filter((item) => needle === '' || `${item.resource} ${item.meter} ${item.name}`.toLowerCase().includes(needle));
    return [...Map.groupBy(found, (item) => item.resource)].map(([resource, items]) => ({ resource, meters: [...Map.groupBy(items, (item) => item.meter)] }));
});
const kinds = { Gauge: 'value', Counter: 'rate', Histogram: 'spread' };
function isSelected(item) {
    return props.selected !== null && item.resource === props.selected.resource && item.meter === props.selected.meter && item.name === props.selected.name;
}
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
    __VLS_withDotValue(kinds, {});
    __VLS_withDotValue(tree, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['tree']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.nav, __VLS_intrinsics.nav)({
        ...{ class: "tree" },
        'aria-label': "Instruments",
    });
    /** @type {__VLS_StyleScopedClasses['tree']} */ ;
    const __VLS_0 = SearchField;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        modelValue: (__VLS_unwrap(text, {})), label: "Search instruments",
    }));
    const __VLS_2 = __VLS_1({
        modelValue: (__VLS_unwrap(text, {})),
        label: "Search instruments",
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    const __VLS_5 = __VLS_tryAsConstant((tree.value));
    for (const [branch] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.details, __VLS_intrinsics.details)({
            key: (branch.resource),
            open: true,
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.summary, __VLS_intrinsics.summary)({});
        const __VLS_6 = ResourceName;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            name: (branch.resource),
        }));
        const __VLS_8 = __VLS_7({
            name: (branch.resource),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        const __VLS_11 = __VLS_tryAsConstant((branch.meters));
        for (const [[meter, items]] of __VLS_vFor(__VLS_nonNull(__VLS_11))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
                key: (meter),
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
            (meter);
            const __VLS_12 = __VLS_tryAsConstant((items));
            for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_12))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                    ...{ onClick: (...[$event]) => {
                            void $event;
                            return (__VLS_unwrap(emit, {})('show', item));
                            // @ts-ignore
                            [text, tree, emit,];
                        } },
                    key: (item.name),
                    type: "button",
                    'aria-current': (isSelected(item) ? 'true' : undefined),
                    title: (item.description || item.name),
                });
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
                (item.name);
                __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
                (kinds.value[item.kind]);
                // @ts-ignore
                [kinds,];
            }
            // @ts-ignore
            [];
        }
        // @ts-ignore
        [];
    }
    if (tree.value.length === 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(text, {}));
    }
    // @ts-ignore
    [text, tree,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeEmits: {},
    __typeProps: {},
});
export default {};
